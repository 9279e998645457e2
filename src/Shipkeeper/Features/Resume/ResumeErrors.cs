namespace Shipkeeper.Features.Resume;

internal static class ResumeErrors
{
    private static readonly ErrorCode NothingStuckCode = new(
        "resume.nothing-stuck",
        ErrorKind.Refused,
        "'resume' and 'abandon' decide about an operation that could neither be finished nor put back. There is none: whatever else is unfinished is "
        + "ended by the next command by itself. Nothing was changed.");

    public static IReadOnlyList<ErrorCode> All => [NothingStuckCode];

    public static ShipkeeperException NothingStuck() => NothingStuckCode.Because("no operation is stuck.", "shipkeeper status");
}
