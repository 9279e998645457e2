using Shipkeeper.Config;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Every required section of application config is set, with the keys of today. A database that does not run is the affair of <see cref="ServicesCheck"/>.</summary>
internal sealed class ConfigCheck : ICheck
{
    public string Name => "config";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return session.Platform.Definition.Database is { } database && observed.GetValueOrDefault(database.Service.Text)?.Runs is true
            ? Find(await SectionStates.ReadAsync(session, ct))
            : [];
    }

    /// <summary>A start would be refused for an error; what could not be asked may be an error. Pure.</summary>
    internal static IReadOnlyList<Finding> Find(IEnumerable<SectionState> sections) =>
    [
        .. from section in sections
           where section.State is SectionStanding.Missing or SectionStanding.KeyChanged or SectionStanding.Unknown
           select new Finding(
               DoctorErrors.ConfigCode,
               section.State is SectionStanding.Unknown ? Severity.Warning : Severity.Error,
               $"the section '{section.Section}' {Describe(section)}",
               $"shipkeeper config {section.Section} --help"),
    ];

    private static string Describe(SectionState section) => section.State is SectionStanding.KeyChanged
        ? $"is to be set again: {section.Note}"
        : $"is {section.Words}{(section.Note is null ? "" : $": {section.Note}")}";
}
