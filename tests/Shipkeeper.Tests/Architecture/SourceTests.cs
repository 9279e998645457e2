using System.Text.RegularExpressions;

namespace Shipkeeper.Tests.Architecture;

/// <summary>What can be read off the source files: sizes, names, places.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;
    private const int LongestMedian = 60;

    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Handler", "Base", "Impl", "Service", "Services"];

    /// <summary>Words of the domain, where a service is a Compose service.</summary>
    private static readonly string[] ServicesOfThePlatform =
        ["ObservedService", "ObservedServices", "ReleasedService", "KnownServices", "ModelService", "ConvergeServices", "PrepareServices", "BakeServices", "RemoveServices", "StopServices", "RestartServices"];

    private static readonly IReadOnlyList<SourceFile> Product = SourceFile.Below("src");
    private static readonly IReadOnlyList<SourceFile> Everything = [.. Product, .. SourceFile.Below("tests")];

    [Fact]
    public void No_file_is_long() =>
        Breaches.MustBeNone(Everything.Where(file => file.Lines.Count > LongestFile).Select(file => $"{file.Path}: {file.Lines.Count} lines"));

    [Fact]
    public void Most_files_are_short()
    {
        var lengths = Product.Select(file => file.Lines.Count).Order().ToList();

        TestContext.Current.TestOutputHelper?.WriteLine($"{lengths.Count} files, median {lengths[lengths.Count / 2]}, longest {lengths[^1]} lines");
        Assert.InRange(lengths[lengths.Count / 2], 1, LongestMedian);
    }

    [Fact]
    public void Nothing_is_left_to_be_done() =>
        Breaches.MustBeNone(Everything.SelectMany(file => file.Lines.Where(line => Unfinished().IsMatch(line)).Select(line => $"{file.Path}: {line.Trim()}")));

    [Fact]
    public void A_namespace_is_the_folder_of_its_file() => Breaches.MustBeNone(
        from file in Everything
        where !file.Path.StartsWith("tests/Shared/", StringComparison.Ordinal)
        let written = file.Lines.Select(line => Namespace().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value
        where written is not null && written != file.Folder.Replace('/', '.')
        select $"{file.Path}: {written}");

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Breaches.MustBeNone(
        from file in Everything
        from line in file.Lines
        let name = Declaration().Match(line).Groups["name"].Value
        where BannedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) && !ServicesOfThePlatform.Contains(name)
        select $"{file.Path}: {name}");

    [Fact]
    public void Nobody_writes_to_the_console_but_the_command_line() => Breaches.MustBeNone(
        from file in Product
        where !file.Path.StartsWith("src/Shipkeeper/Surfaces/Cli/", StringComparison.Ordinal)
        from line in file.Lines
        where line.Contains("Console.Write", StringComparison.Ordinal) || line.Contains("Console.Error", StringComparison.Ordinal) || line.Contains("Console.Out", StringComparison.Ordinal)
        select $"{file.Path}: {line.Trim()}");

    [GeneratedRegex(@"//.*\b(TO[D]O|FIX[M]E|HAC[K]|XX[X])\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|file|unsafe|ref) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)")]
    private static partial Regex Declaration();
}
