using System.Text.Json.Nodes;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary>Does something with one module that is installed, under the lock.</summary>
internal static class LockedModule
{
    /// <param name="use">Given the module's index.</param>
    /// <param name="before">Done first, under the same lock.</param>
    /// <exception cref="ShipkeeperException"><c>modules.no-such-module</c>, <c>modules.bad-index</c>, <c>operation.busy</c></exception>
    public static async Task<T> UseAsync<T>(ModuleSession session, Output output, string verb, string module, Func<JsonObject, Task<T>> use, CancellationToken stop, Action? before = null)
    {
        await using var hold = await output.ShowAsync(display => session.HoldAsync(session.CreateOperations(runner: null), verb, display, stop));
        before?.Invoke();
        var installed = session.Tree.Get(module);
        return installed.Problem is { } problem ? throw problem : await use(ModuleIndexReader.ReadObject(session.Tree.ReadIndex(module)!));
    }
}
