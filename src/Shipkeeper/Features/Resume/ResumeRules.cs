using Shipkeeper.Engine.Execution;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Features.Resume;

/// <summary>What may become of the data of an operation that is stuck. Pure.</summary>
internal static class ResumeRules
{
    /// <summary>Keeps the files of a server whose successor makes others, which it cannot read.</summary>
    private const string KeepsVolume = "keep-volume";

    /// <summary>Kinds of steps whose undo puts data back.</summary>
    private static readonly string[] Returning = ["take-snapshot", "restore-snapshot", "exchange-database", "replace-volume", KeepsVolume];

    /// <param name="said">What the person has said; null: nothing.</param>
    /// <returns>For the journal.</returns>
    /// <exception cref="ShipkeeperException"><c>resume.data</c></exception>
    public static IReadOnlyDictionary<string, string> Decide(Operation operation, string? said, DateTimeOffset now)
    {
        var progress = operation.Progress;
        var kinds = progress.Begun.Except(progress.Undone).Select(step => operation.Plan.Find(step).Kind).Intersect(Returning).ToHashSet();
        return said switch
        {
            not null when kinds.Count == 0 => throw ResumeErrors.NoData(operation.Id),
            DataDecision.Keep when kinds.Contains(KeepsVolume) => throw ResumeErrors.OtherServer(operation.Id),
            null when kinds.Count > 0 && progress.ServingSince is { } since => throw ResumeErrors.Undecided(operation.Id, since, now - since),
            null => new Dictionary<string, string>(),
            _ => DataDecision.FactsOf(said),
        };
    }
}
