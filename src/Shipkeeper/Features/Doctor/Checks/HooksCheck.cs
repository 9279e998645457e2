using Shipkeeper.Hooks;
using Shipkeeper.Model;
using Shipkeeper.Tools;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Hooks can be run, and none is left out for a name that is nearly that of a moment.</summary>
internal sealed class HooksCheck : ICheck
{
    public string Name => "hooks";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        _ = HookFiles.Find(session, session.Releases.ReadCurrent(), HookMoments.OfStart);
        return Task.FromResult(FindMisspelt(HookFiles.NamesOnDisk(session), session.Platform.Definition.Hooks));
    }

    /// <summary>Pure. A folder of hooks may hold other files too.</summary>
    internal static IReadOnlyList<Finding> FindMisspelt(IEnumerable<string> names, string folder) =>
    [
        .. from name in names.Except(HookMoments.OfStart).Order(StringComparer.Ordinal)
           let meant = Nearest.Find(name, HookMoments.OfStart)
           where meant is not null
           select new Finding(DoctorErrors.HookNameCode, Severity.Warning, $"{folder}/{name} is never run: no moment has this name", $"mv {folder}/{name} {folder}/{meant}"),
    ];
}
