namespace Shipkeeper.BuiltIn.Packages;

/// <remarks>Settable for the reader: where members are for initialisation only, its generated code gives what is left out no value instead of the usual one.</remarks>
internal sealed record OsPackagesConfig
{
    /// <summary>Whether the lists of the sources are read anew first.</summary>
    public bool Refresh { get; set; } = true;

    /// <summary>How many packages one run upgrades at most, besides what they need; 0 for all.</summary>
    public int Limit { get; set; }

    /// <summary>Names that stay as they are, besides those that apt-mark has on hold and those of the Docker engine.</summary>
    public IReadOnlyList<string> Hold { get; set; } = [];
}
