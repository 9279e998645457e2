using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary>Changes the index of one module under the lock.</summary>
internal static class IndexChange
{
    /// <param name="change">Makes another index of the one that is there.</param>
    /// <param name="before">Done first, under the same lock.</param>
    /// <exception cref="ShipkeeperException"><c>modules.no-such-module</c>, <c>modules.bad-index</c>, <c>operation.busy</c></exception>
    public static Task MakeAsync(ModuleSession session, Output output, string verb, string module, Func<ReadOnlyMemory<byte>, byte[]> change, CancellationToken stop, Action? before = null) =>
        LockedModule.UseAsync(session, output, verb, module, _ => Task.FromResult(Change(session, module, change)), stop, before);

    private static bool Change(ModuleSession session, string module, Func<ReadOnlyMemory<byte>, byte[]> change)
    {
        var index = session.Tree.ReadIndex(module)!;
        var changed = change(index);
        if (index.AsSpan().SequenceEqual(changed))
        {
            return false;
        }

        session.Tree.WriteIndex(module, changed);
        return true;
    }
}
