using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Features.Resume;

/// <summary>What may become of the data of an operation that is stuck. Pure.</summary>
internal static class ResumeRules
{
    /// <param name="all">Every kind of step.</param>
    /// <param name="said">What the person has said; null: nothing.</param>
    /// <returns>For the journal.</returns>
    /// <exception cref="ShipkeeperException"><c>resume.data</c></exception>
    public static IReadOnlyDictionary<string, string> Decide(Operation operation, IEnumerable<IStepKind> all, string? said, DateTimeOffset now)
    {
        var progress = operation.Progress;
        var left = progress.Begun.Except(progress.Undone).Select(step => operation.Plan.Find(step).Kind).ToHashSet();
        var kinds = all.OfType<IReturnsData>().Where(kind => left.Contains(kind.Kind)).ToList();
        return said switch
        {
            not null when kinds.Count == 0 => throw ResumeErrors.NoData(operation.Id),
            DataDecision.Keep when kinds.Exists(kind => !kind.DataCanStay) => throw ResumeErrors.OtherServer(operation.Id),
            null when kinds.Count > 0 && progress.ServingSince is { } since => throw ResumeErrors.Undecided(operation.Id, since, now - since),
            null => new Dictionary<string, string>(),
            _ => DataDecision.FactsOf(said),
        };
    }
}
