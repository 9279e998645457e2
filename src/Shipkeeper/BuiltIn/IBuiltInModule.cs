using System.Text.Json;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.BuiltIn;

/// <summary>
/// A module that is part of Shipkeeper. It is a module like any other: a folder with an index in the module tree, switched on and off, in a process of its own
/// with a time limit, spoken to by the protocol of native modules.
/// </summary>
internal interface IBuiltInModule
{
    /// <summary>Also that of its folder.</summary>
    string Name { get; }

    string Description { get; }

    /// <summary>What its index begins with.</summary>
    JsonElement UsualConfig { get; }

    /// <param name="run">What is wanted, and the way to tell how it goes.</param>
    /// <returns>Whether anything was changed; for a check, whether anything would be.</returns>
    /// <exception cref="ShipkeeperException">It could not be done, or what was done is not good.</exception>
    Task<bool> RunAsync(BuiltInRun run, CancellationToken ct);
}

/// <summary>One run of a built-in module.</summary>
/// <param name="Applies">False for a check, which changes nothing.</param>
/// <param name="Config">What the index says for the module.</param>
/// <param name="Folder">The module's own, below the module tree.</param>
/// <param name="Log">Takes what a person should read later.</param>
internal sealed record BuiltInRun(bool Applies, JsonElement Config, RootedFiles Folder, Action<string> Log);
