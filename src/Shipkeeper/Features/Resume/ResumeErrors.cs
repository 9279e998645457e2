using Shipkeeper.Model;

namespace Shipkeeper.Features.Resume;

internal static class ResumeErrors
{
    private static readonly ErrorCode NothingStuckCode = new(
        "resume.nothing-stuck",
        ErrorKind.Refused,
        "'resume' and 'abandon' decide about an operation that could neither be finished nor put back. There is none: whatever else is unfinished is "
        + "ended by the next command by itself. Nothing was changed.");

    private static readonly ErrorCode DataCode = new(
        "resume.data",
        ErrorKind.NeedsPerson,
        "The operation that is stuck has kept data for its way back, and the application has worked with the new ones since. A person decides: "
        + "'resume --data restore' puts back what was kept, and what was written since is kept as another database; 'resume --data keep' leaves the "
        + "data as they are, and whether the release before can work with them is yours to know. Nothing was changed.");

    public static IReadOnlyList<ErrorCode> All => [NothingStuckCode, DataCode];

    public static ShipkeeperException NothingStuck() => NothingStuckCode.Because("no operation is stuck.", "shipkeeper status");

    public static ShipkeeperException Undecided(string operationId, DateTimeOffset since, TimeSpan age) => DataCode.Because(
        $"the application has worked with the data of operation {operationId} since {since:yyyy-MM-dd HH:mm} UTC: "
        + $"what was written in the last {Ages.Span(age)} goes out of use if the data go back.",
        "shipkeeper resume --data restore, or: shipkeeper resume --data keep");

    public static ShipkeeperException NoData(string operationId) => DataCode.Because(
        $"operation {operationId} has kept no data that could go back.", "shipkeeper resume");

    public static ShipkeeperException OtherServer(string operationId) => DataCode.Because(
        $"the database server of before cannot read the data of operation {operationId}: they are of another major version.", "shipkeeper resume --data restore");
}
