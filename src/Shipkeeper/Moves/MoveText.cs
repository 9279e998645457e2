using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;

namespace Shipkeeper.Moves;

/// <summary>A move as people read it: what changes and why, what is lost, then the steps. Pure.</summary>
internal static class MoveText
{
    public static IEnumerable<string> Lines(MoveView view, Plan plan) =>
        view.IsEmpty ? Summary(view) : [.. Summary(view), "steps:", .. plan.ToString().TrimEnd().Split('\n').Select(line => $"  {line}")];

    public static IEnumerable<string> Summary(MoveView view) =>
    [
        .. view.IsEmpty ? [$"{view.Definition.Platform}: nothing to do, release {view.From.Number} is what was asked for"] : Changes(view),
        .. view.Notes.Select(note => $"  note: {note}"),
        .. view.LeftDown.Count == 0 ? [] : (string[])[$"  down: {string.Join(", ", view.LeftDown)}, and left so: 'shipkeeper start' starts what belongs to the release"],
    ];

    private static IEnumerable<string> Changes(MoveView view)
    {
        yield return $"{view.Definition.Platform}: release {view.From.Number} → {view.To.Number}, {Name(view.Class)}";
        foreach (var change in view.Changes.Where(change => change.Fate is not ServiceFate.Kept))
        {
            yield return $"  {change.Layer.Name()}: {change.Service} {Verb(change.Fate)}, {Name(change.Class)}";
            foreach (var cause in change.Changes)
            {
                yield return $"    {cause.Cause}";
            }
        }

        foreach (var (title, lines) in new[]
        {
            ("files", view.FileChanges), ("settings", view.SettingChanges), ("schema", [.. view.Pending.Select(path => $"{path} is pending")]), ("data", [.. Data(view)]),
        })
        {
            foreach (var line in lines)
            {
                yield return $"  {title}: {line}";
            }
        }
    }

    private static IEnumerable<string> Data(MoveView view)
    {
        if (view.Major is { } major)
        {
            yield return $"PostgreSQL {major.From} → {major.To}: {string.Join(", ", major.Databases)} {(major.Databases.Count == 1 ? "is" : "are")} dumped, and restored into a new server";
            yield return $"what is in the volume {major.Volume} is kept as {major.KeptVolume}, and put back when the release fails; what was written meanwhile is then lost";
            if (major.Left.Count > 0)
            {
                yield return $"stays behind in {major.KeptVolume}, as data that releases of before could return to: {string.Join(", ", major.Left)}";
            }
        }
        else if (view.DataFrom is not null)
        {
            yield return $"goes back to what it was at {OperationId.TimeOf(view.DataFrom):yyyy-MM-dd HH:mm} UTC; what was written since is kept as another database";
        }
        else if (view.StopsApplication)
        {
            yield return view.Snapshot is null
                ? "no snapshot is taken: the data cannot return"
                : "a snapshot is taken, and put back when the release fails";
        }

        foreach (var volume in ReleaseComparison.OfLostVolumes(view.From, view.To))
        {
            yield return $"volume {volume} is no longer used; its data stays in the engine";
        }

        if (view is { StopsApplication: true, Snapshot: not null } && view.From.Volumes.Count > 1)
        {
            yield return $"not in the snapshot: what services keep elsewhere, such as the volumes {string.Join(", ", view.From.Volumes.Values.Order(StringComparer.Ordinal))} beside the database";
        }
    }

    private static string Name(ChangeClass changes) => changes switch
    {
        ChangeClass.None => "nothing of its services changes",
        ChangeClass.ImageOnly => "image-only",
        _ => "structural",
    };

    private static string Verb(ServiceFate fate) => fate switch
    {
        ServiceFate.Added => "is new",
        ServiceFate.Removed => "goes",
        _ => "changes",
    };
}
