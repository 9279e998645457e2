using System.CommandLine;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>Where a command was told to look, and whom to believe: one that it proposes is to do so, too, when it is pasted as it stands.</summary>
/// <param name="Platform">What <c>-C</c> says; null where it was left out.</param>
/// <param name="Tree">What <c>--path</c> says; null where it was left out.</param>
/// <param name="Cache">What <c>--cache</c> says, which only those of our commands know that read a repository; null where it was left out.</param>
/// <param name="Signers">What <c>--signers</c> says, which only these know, too; null where it was left out.</param>
internal sealed partial record Whereabouts(string? Platform, string? Tree, string? Cache = null, string? Signers = null)
{
    public static readonly Whereabouts Usual = new(null, null);

    public static Whereabouts Of(ParseResult line) => new(Typed(line, "-C"), Typed(line, "--path"), Typed(line, "--cache"), Typed(line, "--signers"));

    /// <returns>The text, with the place in each command of ours that stands in it.</returns>
    public string AddTo(string text) => this == Usual ? text : Commands().Replace(text, command =>
        !command.Groups["modules"].Success ? Platform is null ? command.Value : $"shipkeeper -C {CommandLine.Quote(Platform)} "
        : command.Value + Named("--path", Tree) + (command.Groups["reads"].Success ? Named("--cache", Cache) + Named("--signers", Signers) : ""));

    private static string Named(string option, string? value) => value is null ? "" : $" {option} {CommandLine.Quote(value)}";

    private static string? Typed(ParseResult line, string option) =>
        line.GetResult(option) is System.CommandLine.Parsing.OptionResult { Implicit: false, Tokens: [var token, ..] } ? token.Value : null;

    /// <summary>Of modules up to their verb, of platforms up to the program. What explains a code, or options, looks nowhere.</summary>
    [GeneratedRegex(@"(?<![\w/.-])shipkeeper (?:(?<modules>modules (?:(?<reads>run|check)\b|[a-z]+))|(?=[a-z])(?!explain|modules))")]
    private static partial Regex Commands();
}
