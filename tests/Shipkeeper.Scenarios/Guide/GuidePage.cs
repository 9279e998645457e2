using System.Text.RegularExpressions;

namespace Shipkeeper.Scenarios.Guide;

/// <param name="Line">Of the page, where it begins.</param>
internal abstract record GuideBlock(int Line);

/// <summary><c>```yaml shipkeeper.yaml</c>: writes the file, or with a <c>+</c> behind its name adds to it.</summary>
internal sealed record FileBlock(int Line, string Path, bool Adds, string Text) : GuideBlock(Line);

/// <summary><c>```console</c>: commands, each behind a <c>$</c>, with what they print below them.</summary>
internal sealed record ConsoleBlock(int Line, IReadOnlyList<GuideCommand> Commands) : GuideBlock(Line);

/// <param name="ExitCode">As <c># exit N</c> behind the command promises it, else 0.</param>
/// <param name="Expected">Lines that it prints, all of them; <c>…</c> stands for some that are left out. Without any, what it prints is not looked at.</param>
internal sealed record GuideCommand(int Line, string Text, int ExitCode, IReadOnlyList<string> Expected);

/// <summary>Finds the fenced blocks of a page, in order. One that it does not understand is an error: nothing on the page goes unproven.</summary>
internal static partial class GuidePage
{
    private const string Fence = "```";

    public static IReadOnlyList<GuideBlock> Parse(IReadOnlyList<string> lines)
    {
        var blocks = new List<GuideBlock>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (!IsFence(lines[at]))
            {
                continue;
            }

            var body = lines.Skip(at + 1).TakeWhile(line => !IsFence(line)).ToList();
            var end = at + body.Count + 1;
            blocks.Add(end < lines.Count && lines[end] == Fence
                ? BlockOf(at + 1, lines[at], body)
                : throw new FormatException($"line {at + 1}: the block is not ended by {Fence}"));
            at = end;
        }

        return blocks;
    }

    private static bool IsFence(string line) => line.TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..];

    private static GuideBlock BlockOf(int line, string opening, IReadOnlyList<string> body) =>
        opening == Fence + "console" ? new ConsoleBlock(line, [.. CommandsOf(line, body)])
        : FileOpening().Match(opening) is { Success: true } file
            ? new FileBlock(line, file.Groups["path"].Value, file.Groups["adds"].Success, string.Join('\n', body))
            : throw new FormatException($"line {line}: '{opening}' is neither console nor a language with the path of a file");

    private static IEnumerable<GuideCommand> CommandsOf(int opening, IReadOnlyList<string> body)
    {
        for (var at = 0; at < body.Count; at++)
        {
            var command = Command().Match(body[at]);
            if (!command.Success)
            {
                throw new FormatException($"line {opening + at + 1}: '{body[at]}' stands below no command");
            }

            var expected = body.Skip(at + 1).TakeWhile(line => !Command().IsMatch(line)).ToList();
            var exitCode = command.Groups["code"] is { Success: true } code ? int.Parse(code.Value) : 0;
            yield return new(opening + at + 1, command.Groups["text"].Value, exitCode, expected);
            at += expected.Count;
        }
    }

    [GeneratedRegex(@"\A```\w+ (?<path>\S+)(?<adds> \+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex FileOpening();

    [GeneratedRegex(@"\A\$ (?<text>.*?)(\s+# exit (?<code>\d+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
