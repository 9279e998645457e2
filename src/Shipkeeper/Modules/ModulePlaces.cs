namespace Shipkeeper.Modules;

/// <summary>Where in the tree the code of one module is, and what is remembered of it; <see cref="ModuleTree"/> says what each folder is for.</summary>
internal sealed record ModulePlaces(string Module)
{
    public const string StagedFolder = $"{ModuleTree.StateFolder}/staged";

    /// <summary>Where it is run from.</summary>
    public string Installed => ModuleTree.PathOf(Module);

    public string Staged => $"{StagedFolder}/{Module}";

    public string Unproven => $"{ModuleTree.StateFolder}/unproven/{Module}";

    public string Previous => $"{ModuleTree.StateFolder}/previous/{Module}";

    public string Failed => $"{ModuleTree.StateFolder}/failed/{Module}";

    public string UnprovenRecord => $"{Unproven}.json";

    public string FailedRecord => $"{Failed}.json";

    /// <summary>The last index of one whose folder is gone.</summary>
    public string Settings => $"{ModuleTree.StateFolder}/settings/{Module}.json";
}
