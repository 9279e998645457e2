using System.CommandLine;

namespace Shipkeeper.Surfaces.Cli;

internal static class CliErrors
{
    private static readonly ErrorCode UsageCode = new(
        "usage",
        ErrorKind.Usage,
        "The command line was not understood, so nothing was done. Unknown options are errors, because an option that is silently "
        + "ignored is one that somebody relied on.");

    private static readonly ErrorCode NoTerminalCode = new(
        "usage.no-terminal",
        ErrorKind.Usage,
        "The command has a question, and nobody is there to answer: standard input or standard error is no terminal. "
        + "Every answer can also be given by an option.");

    private static readonly ErrorCode NoAnswerCode = new(
        "usage.no-answer",
        ErrorKind.Refused,
        "A question was left without an answer: the input ended there, as it does with Ctrl-D. Nothing is taken for an answer, so nothing was changed.");

    private static readonly ErrorCode DeclinedCode = new(
        "usage.declined",
        ErrorKind.Refused,
        "The question was not answered with yes, so nothing was changed.");

    private static readonly ErrorCode OutputLostCode = new(
        "output.lost",
        ErrorKind.Failed,
        "The answer could not be written to standard output, so whoever reads it has a part of it at most. "
        + "What the command was asked to do has been done all the same.");

    public static IReadOnlyList<ErrorCode> All => [UsageCode, NoTerminalCode, NoAnswerCode, DeclinedCode, OutputLostCode];

    public static ShipkeeperException Usage(IReadOnlyList<string> problems, Command command)
    {
        var name = string.Join(' ', command.Parents.OfType<Command>().Where(parent => parent is not RootCommand).Select(parent => parent.Name).Append(command.Name));
        return UsageCode.Because(
            problems.Count == 1 ? problems[0].TrimEnd('.') + "." : "the command line is wrong in several places.",
            command is RootCommand ? "shipkeeper --help" : $"shipkeeper {name} --help",
            problems.Count == 1 ? [] : problems);
    }

    public static ShipkeeperException UsageOf(string problem, string hint) => UsageCode.Because(problem, hint);

    public static ShipkeeperException NoTerminal(string question, string option) =>
        NoTerminalCode.Because($"there is no terminal to ask on: {question}", option);

    public static ShipkeeperException OutputLost(string reason) =>
        OutputLostCode.Because($"standard output could not be written: {reason.TrimEnd('.')}.", "df -h");

    public static ShipkeeperException NoAnswer() => NoAnswerCode.Because("the question was not answered; nothing was changed.", "run the command again and answer it");

    public static ShipkeeperException Declined() => DeclinedCode.Because("not confirmed; nothing was changed.", "run the command again and answer yes, or give --yes");
}
