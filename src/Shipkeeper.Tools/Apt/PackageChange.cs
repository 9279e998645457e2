using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Apt;

/// <summary>What apt would do with one package.</summary>
/// <param name="Name">With its architecture where that is not the machine's: <c>libc6:i386</c>.</param>
/// <param name="From">The version that is installed; null for a package that is not.</param>
/// <param name="To">Null for one that would be removed.</param>
public sealed partial record PackageChange(string Name, string? From, string? To)
{
    /// <summary>As apt takes it.</summary>
    public string Wanted => $"{Name}={To}";

    /// <summary>As apt takes it, for the way back.</summary>
    public string Before => $"{Name}={From}";

    public override string ToString() => (From, To) switch
    {
        (null, _) => $"{Name} {To}, which is new",
        (_, null) => $"{Name} {From} goes",
        _ => $"{Name} {From} -> {To}",
    };

    /// <param name="simulation">What <c>apt-get --simulate</c> writes: lines like <c>Inst libc6 [2.36-9] (2.36-10 Debian:12/stable [amd64])</c> and <c>Remv …</c>.</param>
    public static IReadOnlyList<PackageChange> ReadAll(string simulation) =>
    [
        .. simulation.Split('\n')
            .Select(line => Step().Match(line))
            .Where(step => step.Success)
            .Select(step => new PackageChange(step.Groups["name"].Value, TextOf(step.Groups["from"]), step.Groups["verb"].Value == "Remv" ? null : TextOf(step.Groups["to"]))),
    ];

    private static string? TextOf(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(@"^(?<verb>Inst|Remv) (?<name>\S+)( \[(?<from>[^\]\s]+)\])?( \((?<to>\S+))?")]
    private static partial Regex Step();
}
