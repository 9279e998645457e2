namespace Shipkeeper.Modules;

/// <summary>What a module says of itself, in its <c>index.json</c>.</summary>
/// <param name="Name">Of its folder: the only name that counts.</param>
/// <param name="VersionText"><c>metadata.schema_version</c>, as it is written.</param>
/// <param name="Priority">Lower runs first.</param>
/// <param name="Group">Of the modules of one group, one runs.</param>
/// <param name="GroupOrder">Lower is preferred.</param>
/// <param name="ServiceName">The systemd unit that decides which member of the group runs.</param>
/// <param name="Branch">Where this module comes from, when that is another branch than that of the others.</param>
/// <param name="Entry">The program to run, relative to the folder, where it is not one of the usual names.</param>
/// <param name="BuiltIn">Which of Shipkeeper's own modules this is; null for one that brings its code.</param>
/// <param name="Arguments">What a program or a Python <c>main</c> is called with; null for nothing. A flag that a module does not declare is never tried.</param>
internal sealed record ModuleIndex(
    string Name,
    string VersionText,
    string Description,
    bool Enabled,
    int Priority,
    string? Group,
    int GroupOrder,
    string? ServiceName,
    string? Branch,
    string? Entry,
    string? BuiltIn = null,
    IReadOnlyList<string>? Arguments = null)
{
    public const string FileName = "index.json";

    /// <summary>Null when the text is no version.</summary>
    public ModuleVersion? Version => ModuleVersion.TryParse(VersionText);
}
