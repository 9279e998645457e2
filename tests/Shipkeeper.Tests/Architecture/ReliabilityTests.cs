using System.Text.RegularExpressions;

namespace Shipkeeper.Tests.Architecture;

public sealed partial class ReliabilityTests
{
    [Fact]
    public void Every_test_that_the_list_of_faults_names_is_there()
    {
        var list = File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "docs/reliability.md"));
        var there = SourceFile.Below("tests").SelectMany(file => file.Lines).Select(line => TestClass().Match(line).Groups["name"].Value).ToHashSet();

        Breaches.MustBeNone(Named().Matches(list).Select(match => match.Groups["name"].Value).Where(name => !there.Contains(name)));
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\bclass (?<name>[A-Z][A-Za-z]+)")]
    private static partial Regex TestClass();
}
