using Shipkeeper.Migrations;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>The database lets us in, and its schema is where the migrations end. One that does not run is the affair of <see cref="ServicesCheck"/>.</summary>
internal sealed class SchemaCheck : ICheck
{
    public string Name => "schema";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return session.Platform.Definition.Database is { } database && observed.GetValueOrDefault(database.Service.Text)?.Runs is true
            ? Find(await MigrationReport.OfAsync(session, "doctor", ct))
            : [];
    }

    /// <summary>Pure.</summary>
    internal static IReadOnlyList<Finding> Find(MigrationReport report) =>
    [
        .. report.Disputed.Select(standing => new Finding(MigrationErrors.HistoryCode, Severity.Error, MigrationErrors.Describe(standing), "shipkeeper migrate status")),
        .. report.Pending.Any() ? [new Finding(DoctorErrors.PendingCode, Severity.Warning, $"{report.Pending.Count()} migrations are not applied", "shipkeeper start")] : Array.Empty<Finding>(),
    ];
}
