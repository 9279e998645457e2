using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Features.Restore;

/// <summary>A restore as people read it: what is replaced, by what, and what becomes of what is there. Pure.</summary>
internal static class RestoreText
{
    public static IEnumerable<string> Lines(RestoreView view, Plan plan) =>
        [.. Changes(view), "steps:", .. plan.ToString().TrimEnd().Split('\n').Select(line => $"  {line}")];

    public static IEnumerable<string> Changes(RestoreView view)
    {
        yield return $"{view.Definition.Platform}: restore {view.Name}, made of release {view.Manifest.Release} at {view.Manifest.At:yyyy-MM-dd HH:mm} UTC";
        if (view.HasDatabase)
        {
            var (name, content) = (view.Definition.Database!.Name, view.Manifest.Database!);
            yield return view.Into is { } into
                ? $"  database: '{into}' is made, with {content.Rows.Count} tables and {content.Rows.Values.Sum()} rows; nothing else is touched"
                : $"  database: '{name}' is replaced, by {content.Rows.Count} tables with {content.Rows.Values.Sum()} rows; what is there now is kept as another database";
        }

        if (view.Into is null)
        {
            foreach (var line in Replaced(view))
            {
                yield return line;
            }
        }

        foreach (var note in view.Notes)
        {
            yield return $"  note: {note}";
        }
    }

    private static IEnumerable<string> Replaced(RestoreView view)
    {
        if (view is { HasDatabase: false, Definition.Database: not null })
        {
            yield return "  database: stays as it is, the backup holds none";
        }

        foreach (var volume in view.Volumes.Keys)
        {
            yield return $"  volume {volume}: its content is replaced; what is there now is kept as another volume";
        }

        if (view.Migrates)
        {
            yield return $"  schema: {(view.Manifest.Database!.Schema is { } schema ? $"{schema} in the backup" : "that of the backup")}; "
                + $"it is brought to where release {view.Release.Number} needs it";
        }
    }
}
