namespace Shipkeeper.Modules;

/// <summary>One module of the tree.</summary>
/// <param name="Index">Null where it cannot be read: <paramref name="Problem"/> says why.</param>
internal sealed record InstalledModule(string Name, ModuleIndex? Index, ShipkeeperException? Problem = null)
{
    public bool IsEnabled => Index is { Enabled: true };
}
