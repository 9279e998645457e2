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

    /// <summary>Pure.</summary>
    internal static IReadOnlyList<Finding> Find(IEnumerable<SectionState> sections) =>
    [
        .. from section in sections
           where section.State == SectionStates.Missing || section.Note is not null
           select new Finding(
               DoctorErrors.ConfigCode,
               section.State == SectionStates.Missing ? Severity.Error : Severity.Warning,
               $"the section '{section.Section}' is {section.State}{(section.Note is null ? "" : $": {section.Note}")}",
               $"shipkeeper config {section.Section} --help"),
    ];
}
