using System.CommandLine;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>Where a command was told to look: one that it proposes is to look there, too, when it is pasted as it stands.</summary>
/// <param name="Platform">What <c>-C</c> says; null where it was left out.</param>
/// <param name="Tree">What <c>--path</c> says; null where it was left out.</param>
internal sealed partial record Whereabouts(string? Platform, string? Tree)
{
    public static readonly Whereabouts Usual = new(null, null);

    public static Whereabouts Of(ParseResult line) => new(Typed(line, "-C"), Typed(line, "--path"));

    /// <returns>The text, with the place in each command of ours that stands in it.</returns>
    public string AddTo(string text) => this == Usual ? text : Commands().Replace(text, command =>
        !command.Groups["modules"].Success ? Platform is null ? command.Value : $"shipkeeper -C {CommandLine.Quote(Platform)} "
        : Tree is null ? command.Value : $"{command.Value} --path {CommandLine.Quote(Tree)}");

    private static string? Typed(ParseResult line, string option) =>
        line.GetResult(option) is System.CommandLine.Parsing.OptionResult { Implicit: false, Tokens: [var token, ..] } ? token.Value : null;

    /// <summary>Of modules up to their verb, of platforms up to the program. What explains a code, or options, looks nowhere.</summary>
    [GeneratedRegex(@"(?<![\w/.-])shipkeeper (?:(?<modules>modules [a-z]+)|(?=[a-z])(?!explain|modules))")]
    private static partial Regex Commands();
}
