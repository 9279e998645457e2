using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Modules;

/// <summary>Changes the index of one module under the lock.</summary>
internal static class ModuleSettings
{
    /// <param name="change">Makes another index of the one that is there.</param>
    /// <exception cref="ShipkeeperException"><c>modules.no-such-module</c>, <c>modules.bad-index</c>, <c>operation.busy</c></exception>
    public static Task ChangeAsync(ModuleSession session, Output output, string verb, string module, Func<ReadOnlyMemory<byte>, byte[]> change, CancellationToken stop) =>
        LockedModule.UseAsync(session, output, verb, module, _ => Task.FromResult(Change(session, module, change)), stop);

    private static bool Change(ModuleSession session, string module, Func<ReadOnlyMemory<byte>, byte[]> change)
    {
        session.Tree.Files.Write(ModuleTree.IndexOf(module), change(session.Tree.ReadIndex(module)!), RootedFiles.Readable);
        return true;
    }
}
