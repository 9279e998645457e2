using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Modules;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Modules;

/// <summary>How the last run of a module went, as far as operations are kept.</summary>
/// <param name="Ended">Whether it came to an end of its own; one that was stopped or killed, or still runs, did not.</param>
/// <param name="Stopped">By Ctrl-C or SIGTERM, cleanly.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
/// <param name="Log">Where what it wrote is, with that of the other modules of that run.</param>
internal sealed record ModuleLastRun(DateTimeOffset At, bool Ended, bool Stopped, string? Error, string? Log)
{
    /// <returns>By module; those of which no run is remembered are left out.</returns>
    public static IReadOnlyDictionary<string, ModuleLastRun> FindAll(ModuleSession session, IEnumerable<string> modules)
    {
        var (found, wanted) = (new Dictionary<string, ModuleLastRun>(), modules.ToHashSet());
        foreach (var id in session.OperationStore.ListIds().Reverse().TakeWhile(_ => wanted.Count > 0))
        {
            foreach (var (module, run) in ListOf(session, id).Where(run => wanted.Remove(run.Module)))
            {
                found[module] = run;
            }
        }

        return found;
    }

    private static IEnumerable<(string Module, ModuleLastRun Run)> ListOf(ModuleSession session, string id)
    {
        if (TryRead(session, id) is not { } operation)
        {
            return [];
        }

        var log = session.Tree.Files.Exists(session.LogOf(id)) ? session.Tree.Files.Resolve(session.LogOf(id)) : null;
        var lines = operation.Records.ToLookup(record => record.Step);
        return
            from step in operation.Plan.EnumerateSteps()
            let module = RunModule.FindModule(step.Step)
            let records = lines[step.Id.ToString()]
            let begun = records.FirstOrDefault(record => record.Event is JournalEvent.StepBegun)
            where module is not null && begun is not null
            select (module!, new ModuleLastRun(
                begun.At,
                records.Any(record => record.Event is JournalEvent.StepDone || IsFailure(record)),
                records.Any(record => record.Event is JournalEvent.StepFailed && !IsFailure(record)),
                FindError(records),
                log));
    }

    /// <returns>Null for one whose journal somebody has changed: the next run says so.</returns>
    private static KeptOperation? TryRead(ModuleSession session, string id)
    {
        try
        {
            return session.OperationStore.Read(id);
        }
        catch (ShipkeeperException)
        {
            return null;
        }
    }

    private static string? FindError(IEnumerable<JournalRecord> records) =>
        records.Select(record => record.Fact(RunModule.ErrorFact)).OfType<string>().FirstOrDefault()
        ?? records.FirstOrDefault(IsFailure)?.Fact("message");

    private static bool IsFailure(JournalRecord record) => record.Event is JournalEvent.StepFailed && record.Fact("code") != FailureFacts.StoppedCode;
}
