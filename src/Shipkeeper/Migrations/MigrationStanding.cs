using System.Text.Json.Serialization;

namespace Shipkeeper.Migrations;

/// <summary>How one migration stands between files and database.</summary>
internal enum Standing
{
    [JsonStringEnumMemberName("applied")]
    Applied,

    /// <summary>Applied by somebody else before us: its file is taken as found by the next run.</summary>
    [JsonStringEnumMemberName("applied-before-us")]
    AppliedBeforeUs,

    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>One without a transaction whose end nobody saw: it will be applied again.</summary>
    [JsonStringEnumMemberName("begun")]
    Begun,

    /// <summary>Applied, and its file is not the one that was applied.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>Applied, and there is no such file.</summary>
    [JsonStringEnumMemberName("file-missing")]
    FileMissing,

    /// <summary>Applied without a file, which somebody has accepted.</summary>
    [JsonStringEnumMemberName("file-dropped")]
    FileDropped,

    /// <summary>Applied, and its file belongs to another release that is kept: the platform went back, and its data did not.</summary>
    [JsonStringEnumMemberName("of-another-release")]
    OfAnotherRelease,

    /// <summary>Not applied, although one with a higher number is.</summary>
    [JsonStringEnumMemberName("late")]
    Late,
}

/// <param name="AppliedAt">As the server writes it; null when it is not applied, or when nobody noted it.</param>
/// <param name="File">Null when there is none.</param>
internal sealed record MigrationStanding(int Number, string Name, Standing Standing, string? AppliedAt, [property: JsonIgnore] Migration? File)
{
    public bool IsPending => Standing is Standing.Pending or Standing.Begun or Standing.Late;

    /// <summary>Whether files and database tell different histories.</summary>
    public bool IsDisputed => Standing is Standing.Changed or Standing.FileMissing or Standing.Late;
}
