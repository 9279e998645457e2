namespace Shipkeeper.BuiltIn.Disk;

/// <remarks>Settable for the reader: where members are for initialisation only, its generated code gives what is left out no value instead of the usual one.</remarks>
internal sealed record DiskSpaceConfig
{
    /// <summary>Images that no container and no kept release needs go when they were pulled longer ago than this; 0 leaves them.</summary>
    public int ImageDays { get; set; } = 30;

    /// <summary>What systemd's journal may have; 0 leaves it.</summary>
    public int JournalMegabytes { get; set; } = 1024;

    /// <summary>A container whose log is larger is told of; 0 for none.</summary>
    public int ContainerLogMegabytes { get; set; } = 1024;

    /// <summary>Log files that go by their age.</summary>
    public IReadOnlyList<LogFolder> Logs { get; set; } = [];

    /// <summary>Directories of platforms whose releases beyond retention go; those whose containers the engine has are found without it.</summary>
    public IReadOnlyList<string> Platforms { get; set; } = [];

    /// <summary>The module fails when the engine's disk has less in the end; 0 for never.</summary>
    public int FreeMegabytes { get; set; }
}

/// <param name="Folder">An absolute path; folders in it are not looked into.</param>
/// <param name="Names">Which files: <c>*.log.*</c>.</param>
/// <param name="Days">Those that were last written to longer ago than this.</param>
internal sealed record LogFolder(string Folder, string Names, int Days);
