using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Operations;

/// <summary>One operation as people read it: the journal as a timeline. Pure.</summary>
internal static class OperationText
{
    public static IEnumerable<string> Lines(KeptOperation kept, Style style)
    {
        var report = OperationReport.Of(kept);
        yield return $"{style.Strong(report.Verb)} {report.Id} by {report.Actor}: {report.State}";
        yield return $"  began {report.Began:yyyy-MM-dd HH:mm:ss} UTC, plan {kept.Plan.ComputeHash()}";
        foreach (var record in kept.Records)
        {
            yield return $"  {record.At:HH:mm:ss.fff}  {Describe(kept.Plan, record)}";
            foreach (var detail in Details(record))
            {
                yield return $"                {detail}";
            }
        }
    }

    private static string Describe(Plan plan, JournalRecord record)
    {
        var name = JournalLine.NameOf(record.Event);
        return record.Step is { } step ? $"{name,-18} {step}  {plan.Find(StepId.Parse(step)).Reason}" : name;
    }

    private static IEnumerable<string> Details(JournalRecord record) => record.Event switch
    {
        JournalEvent.Planned or JournalEvent.Running => [],
        _ => (record.Facts ?? new Dictionary<string, string>()).Where(fact => fact.Key != "code").SelectMany(fact =>
            (fact.Key == "message" ? fact.Value : $"{fact.Key}: {fact.Value}").Split('\n')),
    };
}
