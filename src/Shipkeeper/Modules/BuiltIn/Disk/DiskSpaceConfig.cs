namespace Shipkeeper.Modules.BuiltIn.Disk;

/// <param name="ImageDays">Images that no container and no kept release needs go when they were pulled longer ago than this; 0 leaves them.</param>
/// <param name="JournalMegabytes">What systemd's journal may have; 0 leaves it.</param>
/// <param name="ContainerLogMegabytes">A container whose log is larger is told of; 0 for none.</param>
/// <param name="Logs">Log files that go by their age.</param>
/// <param name="Platforms">Directories of platforms whose releases beyond retention go; those whose containers the engine has are found without it.</param>
/// <param name="FreeMegabytes">The module fails when the engine's disk has less in the end; 0 for never.</param>
internal sealed record DiskSpaceConfig(
    int ImageDays = 30,
    int JournalMegabytes = 1024,
    int ContainerLogMegabytes = 1024,
    IReadOnlyList<LogFolder>? Logs = null,
    IReadOnlyList<string>? Platforms = null,
    int FreeMegabytes = 0)
{
    public DiskSpaceConfig()
        : this(ImageDays: 30)
    {
    }
}

/// <param name="Folder">An absolute path; folders in it are not looked into.</param>
/// <param name="Names">Which files: <c>*.log.*</c>.</param>
/// <param name="Days">Those that were last written to longer ago than this.</param>
internal sealed record LogFolder(string Folder, string Names, int Days);
