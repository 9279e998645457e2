using Shipkeeper.Config;
using Shipkeeper.Steps;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Status;

/// <summary>The report as people read it. Pure.</summary>
internal static class StatusText
{
    public static IEnumerable<string> Lines(StatusReport report, Style style)
    {
        yield return style.Strong(report.Platform) + (report.Release is { } release
            ? $": release {release.Number}, recorded {release.RecordedAt:yyyy-MM-dd HH:mm} UTC by {release.Actor}"
            : ": no release yet");
        foreach (var problem in report.Secrets.Problems)
        {
            yield return $"  {style.Bad("secrets")}  {problem}";
        }

        foreach (var line in Services(report, style))
        {
            yield return line;
        }

        if (report.Schema is { } schema)
        {
            yield return $"  schema  {Describe(schema, style)}";
        }

        if (report.Config.Count > 0)
        {
            yield return $"  config  {string.Join("; ", report.Config.GroupBy(section => (section.State, section.Note)).Select(alike => Describe([.. alike], style)))}";
        }

        if (report.LastBackup is { } backup)
        {
            yield return $"  backup  {backup.Name}, {backup.Age}";
        }

        var difference = report.Unfinished is { Running: true } ? "meanwhile" : style.Warning("drift");
        foreach (var drift in report.Layers.SelectMany(layer => layer.Services).SelectMany(service => service.Drift.Select(drift => $"'{service.Service}': {drift}")).Concat(report.Drift))
        {
            yield return $"  {difference}  {drift}";
        }

        if (report.Unfinished is { } unfinished)
        {
            yield return unfinished switch
            {
                { Running: true } => $"  {style.Warning("at work")}  '{unfinished.Verb}' by {unfinished.Holder} ({unfinished.Operation})",
                { State: "stuck" } => $"  {style.Bad("stuck")}  '{unfinished.Verb}' needs a person: 'shipkeeper resume' or 'shipkeeper abandon' ({unfinished.Operation})",
                _ => $"  {style.Bad("unfinished")}  '{unfinished.Verb}' did not end ({unfinished.Operation}); the next command that changes something ends it first",
            };
        }
    }

    /// <param name="alike">Sections of one state, for one reason.</param>
    private static string Describe(IReadOnlyList<SectionState> alike, Style style)
    {
        var text = $"{alike[0].Words}: {string.Join(", ", alike.Select(section => section.Section))}";
        return alike[0].State switch
        {
            SectionStanding.Set => style.Good(text),
            SectionStanding.Missing => style.Bad($"{text} (shipkeeper config)"),
            SectionStanding.KeyChanged => style.Bad($"{text} ({alike[0].Note})"),
            SectionStanding.Unknown => style.Warning($"{text} ({alike[0].Note})"),
            _ => text,
        };
    }

    private static string Describe(SchemaStatus schema, Style style) =>
        schema.Unknown is { } why ? style.Warning($"unknown: {why}")
        : schema.Disputed > 0 ? style.Bad($"{schema.Version}, {schema.Disputed} differ from their files (shipkeeper migrate)")
        : schema.Pending > 0 ? style.Warning($"{schema.Version?.ToString() ?? "empty"}, {schema.Pending} pending (shipkeeper migrate)")
        : $"{schema.Version?.ToString() ?? "empty"}, all {schema.Applied} applied";

    private static IEnumerable<string> Services(StatusReport report, Style style)
    {
        var rows = report.Layers.SelectMany(layer => layer.Services.Select((service, index) => Row(index == 0 ? layer.Layer : "", service, style))).ToList();
        return rows.Count == 0 ? ["  nothing runs"] : TextTable.Lines([["  LAYER", "SERVICE", "STATE", "VERSION", "SINCE"], .. rows]);
    }

    private static IReadOnlyList<string> Row(string layer, ServiceStatus service, Style style)
    {
        var state = service.Describe();
        return [$"  {layer}", service.Service, service.Good ? style.Good(state) : style.Bad(state), service.Version ?? "-", service.Since ?? "-"];
    }
}
