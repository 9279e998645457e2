using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Modules;

/// <summary>Changes the index of one module under the lock.</summary>
internal static class ModuleSettings
{
    /// <param name="change">Makes another index of the one that is there.</param>
    /// <exception cref="ShipkeeperException"><c>modules.no-such-module</c>, <c>modules.bad-index</c>, <c>operation.busy</c></exception>
    public static async Task ChangeAsync(ModuleSession session, Output output, string verb, string module, Func<ReadOnlyMemory<byte>, byte[]> change, CancellationToken stop)
    {
        await using var hold = await output.ShowAsync(display => session.HoldAsync(session.CreateOperations(runner: null), verb, display, stop));
        var installed = session.Tree.Find(module) ?? throw ModuleErrors.NoSuchModule(module);
        if (installed.Problem is { } problem)
        {
            throw problem;
        }

        session.Tree.Files.Write(ModuleTree.IndexOf(module), change(session.Tree.ReadIndex(module)!), RootedFiles.Readable);
    }
}
