using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Reference;

/// <summary>The pages of error codes and exit codes, written from the catalogue that <c>shipkeeper explain</c> reads.</summary>
internal static class ErrorReference
{
    private const string ErrorOpening =
        """
        # Error codes

        Every error ends with its code, in brackets; `shipkeeper explain <code>` prints what stands here. Codes are never renamed, so scripts
        can rely on them. The number is the [exit code](exit-codes.md).

        This page is generated from the catalogue of the program.

        """;

    private const string ExitOpening =
        """
        # Exit codes

        Every command ends with one of these, and each says one thing only.

        | code | meaning | comes with |
        |---|---|---|
        | 0 | done, or there was nothing to do | |

        """;

    private const string ExitClosing =
        """

        `logs --follow` and `status --watch` are ended in this way as a matter of course: they exit with 0.

        A second Ctrl-C ends the program at once, also with 130: then the next command that changes something ends the unfinished operation
        first. `shell` and `compose --` end with the exit code of what they run.

        """;

    public static string WriteErrors()
    {
        var page = new StringBuilder(ErrorOpening);
        foreach (var area in ErrorCatalogue.All.GroupBy(code => code.Name.Split('.')[0]))
        {
            page.Append($"\n## {area.Key}\n\n| code | exit | meaning |\n|---|---|---|\n");
            foreach (var code in area)
            {
                page.Append($"| `{code.Name}` | {ExitCode.Of(code.Kind)} | {code.Meaning.Replace("|", "\\|")} |\n");
            }
        }

        return page.ToString();
    }

    public static string WriteExitCodes()
    {
        var page = new StringBuilder(ExitOpening);
        foreach (var kind in Enum.GetValues<ErrorKind>().OrderBy(ExitCode.Of))
        {
            var codes = ErrorCatalogue.All.Where(code => code.Kind == kind).Select(code => $"[`{code.Name}`](errors.md#{code.Name.Split('.')[0]})");
            page.Append($"| {ExitCode.Of(kind)} | {MeaningOf(kind)} | {string.Join(", ", codes)} |\n");
        }

        page.Append($"| {ExitCode.Bug} | a bug in Shipkeeper; please report what it printed | |\n");
        return page.Append(ExitClosing).ToString();
    }

    private static string MeaningOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Failed => "failed; what is done stays, and the message says what that is",
        ErrorKind.Usage => "the command line, or a file that it names, was not understood; nothing was done",
        ErrorKind.Refused => "refused before anything changed",
        ErrorKind.RolledBack => "failed, and everything was put back",
        ErrorKind.NeedsPerson => "stuck: a person must decide",
        ErrorKind.Busy => "somebody else is changing the platform; nothing was done",
        ErrorKind.Interrupted => "stopped on request (Ctrl-C, SIGTERM), and brought to an end first",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It has no words yet."),
    };
}
