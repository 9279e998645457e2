using System.CommandLine;
using System.Text;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Reference;

/// <summary>The page of commands, written from the commands that the program parses with.</summary>
internal static class CommandReference
{
    private const string Opening =
        """
        # Commands

        `shipkeeper [-C <directory>] <command> [options]`. The platform is the one whose `shipkeeper.yaml` stands in the working directory or
        in a folder above it, as git finds its checkout; `-C` names another place. Standard output has the answer; errors, and with `--json`
        everything but the document, go to standard error. What each exit code says: [exit codes](exit-codes.md).

        This page is generated from the same descriptions that `shipkeeper <command> --help` prints.

        | command | does |
        |---|---|

        """;

    public static string Write()
    {
        var page = new StringBuilder(Opening);
        foreach (var verb in CommandTree.Verbs)
        {
            var words = CommandTree.WordsOf(verb);
            page.Append($"| [`{words}`](#shipkeeper-{words.Replace(' ', '-')}) | {Cell(verb.Description!)} |\n");
        }

        page.Append("\n## Options of every command\n\n").Append(Options(CommandTree.Root().Options));
        foreach (var verb in CommandTree.Verbs)
        {
            WriteVerb(page, verb);
        }

        return page.ToString();
    }

    private static void WriteVerb(StringBuilder page, VerbCommand verb)
    {
        page.Append($"\n## `shipkeeper {CommandTree.WordsOf(verb)}`\n\n{verb.Description}\n\n```\n{UsageOf(verb)}\n```\n");
        if (verb.Arguments.Count > 0)
        {
            page.Append("\n| argument | meaning |\n|---|---|\n");
            foreach (var argument in verb.Arguments)
            {
                page.Append($"| `{Written(argument)}` | {Cell(argument.Description!)} |\n");
            }
        }

        if (verb.Options.Any(option => option.Name != "--help"))
        {
            page.Append('\n').Append(Options(verb.Options.Where(option => option.Name != "--help")));
        }

        page.Append($"\n```\n{string.Join('\n', verb.Examples)}\n```\n");
    }

    private static string Options(IEnumerable<Option> options) => "| option | meaning |\n|---|---|\n" + string.Concat(
        options.Select(option => $"| `{string.Join("`, `", option.Aliases.Prepend(option.Name))}`{ValueOf(option)} | {Cell(option.Description!)} |\n"));

    private static string ValueOf(Option option) => option.HelpName is { } name ? $" `<{name}>`" : "";

    /// <summary>The line under "Usage:" of the help, so that page and program agree.</summary>
    private static string UsageOf(VerbCommand verb)
    {
        var lines = CommandTree.Help(CommandTree.WordsOf(verb).Split(' ')).Split('\n');
        return lines[Array.IndexOf(lines, "Usage:") + 1].Trim();
    }

    private static string Written(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        return argument.Arity.MaximumNumberOfValues > 1 ? $"[<{name}>...]" : argument.Arity.MinimumNumberOfValues == 0 ? $"[<{name}>]" : $"<{name}>";
    }

    /// <summary>A bar would end the cell of a table.</summary>
    private static string Cell(string text) => text.Replace("|", "\\|");
}
