using Shipkeeper.Model;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Versions;

/// <summary>The report as people read it. Pure.</summary>
internal static class VersionsText
{
    private const int DigestShown = 19;

    public static IEnumerable<string> Lines(VersionsReport report, Style style) =>
    [
        style.Strong(report.Platform) + (report.Release is null ? "" : $": release {report.Release}") + (report.Manifest is null ? ": no manifest says what belongs together" : ""),
        .. Services(report, style),
        .. report.Services.Where(service => service.Available?.Because is not null).Select(service => $"  {style.Warning("registry")}  '{service.Service}': {service.Available!.Because}"),
        .. report.Findings.SelectMany(finding => Lines(finding, style)),
        .. report.Stops.Count == 0 ? Array.Empty<string>() : [$"  stops  {string.Join(", ", report.Stops)}: may not be skipped on the way to this release"],
        .. report.Guides.Select(guide => $"  guide  from {guide.From}: {guide.Text}"),
        .. report.Next is null ? [] : Lines(report.Next, style),
    ];

    private static IEnumerable<string> Services(VersionsReport report, Style style)
    {
        var asked = report.Services.Any(service => service.Available is not null);
        return report.Services.Count == 0
            ? ["  nothing runs"]
            : TextTable.Lines([Columns("SERVICE", "RUNNING", "AVAILABLE", "ALLOWED"), .. report.Services.Select(service => Columns(service.Service, Running(service, style), Available(service.Available, style), Allowed(report, service)))]);

        IReadOnlyList<string> Columns(string service, string running, string available, string allowed) =>
            asked ? [$"  {service}", running, available, allowed] : [$"  {service}", running, allowed];
    }

    private static string Running(VersionStatus service, Style style)
    {
        var text = service.Running.Count == 0 ? "-" : string.Join(", ", service.Running);
        return service.Outside ? style.Bad($"{text} (outside)") : text;
    }

    private static string Available(AvailableStatus? available, Style style) => available switch
    {
        null => "-",
        { State: Availability.Same } => "the same",
        { State: Availability.Another } => style.Warning($"another: {Short(available.Digest!)}"),
        { State: Availability.Local } => "built here",
        _ => style.Warning("not known"),
    };

    private static string Allowed(VersionsReport report, VersionStatus service) =>
        report.Manifest is null ? "-" : service.Allowed is null ? "any" : string.Join(", ", service.Allowed);

    private static IEnumerable<string> Lines(NextStatus next, Style style) =>
    [
        $"on disk: {(next.Release is null ? "another manifest" : $"release {next.Release}")}",
        .. next.Findings.SelectMany(finding => Lines(finding, style)),
        .. next.Guides.Select(guide => $"  guide  {guide.Text}"),
    ];

    private static IEnumerable<string> Lines(Finding finding, Style style)
    {
        yield return $"  {(finding.Severity is Severity.Error ? style.Bad("outside") : style.Warning("note"))}  {finding.Text} ({finding.Code})";
        yield return $"    try: {finding.Hint}";
    }

    /// <returns><c>sha256:0123456789ab</c></returns>
    private static string Short(string digest) => digest.Length > DigestShown ? digest[..DigestShown] : digest;
}
