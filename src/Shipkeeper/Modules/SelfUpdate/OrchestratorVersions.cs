using NuGet.Versioning;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules.SelfUpdate;

/// <summary>A version that was not taken, so that it is not tried until its file changes.</summary>
internal sealed record OrchestratorFailure(string Version, string Sha256, string Reason, DateTimeOffset At);

/// <summary>
/// The Shipkeeper that a module tree has for itself: <c>versions/&lt;version&gt;/shipkeeper</c>, and the link <c>shipkeeper</c> to the one that is used.
/// </summary>
/// <param name="files">Of the module tree.</param>
internal sealed class OrchestratorVersions(RootedFiles files)
{
    private const string Program = "shipkeeper";
    private const string Folder = "versions";
    private const string FailurePath = $"{ModuleTree.StateFolder}/failed/.orchestrator.json";

    /// <summary>What whoever uses it calls.</summary>
    public string Link => files.Resolve(Program);

    /// <summary>The version that is used; null where the tree has none of its own.</summary>
    public string? Current =>
        files.ReadLink(Program)?.Split('/') is [Folder, var version, Program] && SemanticVersion.TryParse(version, out _) && Has(version) ? version : null;

    public static string PathOf(string version) => $"{Folder}/{version}/{Program}";

    public bool Has(string version) => files.Exists(PathOf(version));

    public string Resolve(string version) => files.Resolve(PathOf(version));

    /// <summary>Gives the tree a copy of the Shipkeeper that runs, unless it has the same one or a newer.</summary>
    /// <returns>Whether it has another one now.</returns>
    public bool InstallThis()
    {
        if (Current is { } current && SemanticVersion.Parse(current) >= ProgramVersion.Semantic)
        {
            return false;
        }

        Stage(ProgramVersion.Text, File.ReadAllBytes(OwnProgram.Path));
        Switch(ProgramVersion.Text);
        return true;
    }

    /// <summary>Writes a version beside the one that is used. All others but that one go.</summary>
    public void Stage(string version, ReadOnlySpan<byte> program)
    {
        files.CreateFolder(Folder, RootedFiles.ReadableFolder);
        foreach (var old in files.ListFolders(Folder).Where(name => name != Current))
        {
            Drop(old);
        }

        files.CreateFolder($"{Folder}/{version}", RootedFiles.ReadableFolder);
        files.Write(PathOf(version), program, RootedFiles.ReadableFolder);
    }

    public void Drop(string version) => files.Remove($"{Folder}/{version}");

    /// <summary>From now on, this version is used.</summary>
    public void Switch(string version) => files.SwitchLink(Program, PathOf(version));

    /// <returns>Null where none has failed, or that is forgotten.</returns>
    public OrchestratorFailure? FindFailure() => ModuleRecord.Read(files, FailurePath, ModulesJson.Default.OrchestratorFailure);

    public void Remember(OrchestratorFailure failure) => ModuleRecord.Write(files, FailurePath, failure, ModulesJson.Default.OrchestratorFailure);
}
