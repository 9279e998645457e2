namespace Shipkeeper.Majors;

/// <summary>The database server goes to another major version, which cannot read the files of the one before: its databases are dumped, and restored into a new one.</summary>
/// <param name="Service">That runs it.</param>
/// <param name="Volume">That holds its files, as the engine names it.</param>
/// <param name="Users">The services of the infrastructure that have that volume, the server's own among them.</param>
/// <param name="Databases">All that are moved.</param>
/// <param name="Left">Those that are not: what operations have kept.</param>
internal sealed record MajorChange(
    string Service, int From, int To, string Volume, IReadOnlyList<string> Users, IReadOnlyList<string> Databases, IReadOnlyList<string> Left)
{
    /// <summary>Holds the files of the one before, until a person removes it.</summary>
    public string KeptVolume => NameOfKept(Volume, From);

    public static string NameOfKept(string volume, int major) => $"{volume}__pg{major}";
}
