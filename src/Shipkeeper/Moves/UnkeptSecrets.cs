using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Moves;

/// <summary>
/// Secrets are no part of a release. Where <c>.env</c> was edited since containers were made of it, what they were made of is nowhere but in them: who
/// goes back gets the values of today.
/// </summary>
internal static class UnkeptSecrets
{
    /// <summary>What a person should know before a move that may have to be taken back.</summary>
    public static IEnumerable<string> Describe(PlatformSession session, Release current) =>
        session.DefinitionFiles.FindChangedSecrets(current, session.Releases) is { Count: > 0 } changed
            ? [$"changed since release {current.Number} and no part of it: {string.Join(", ", changed)}; who goes back, goes back with these values of today"]
            : [];

    /// <returns>Services whose containers are as the release has recorded them, and that it would make otherwise by now; none where its files are edited, and nobody can tell.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(
        PlatformSession session, Release current, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        if (session.DefinitionFiles.FindChangedSecrets(current, session.Releases) is { Count: 0 }
            || session.DefinitionFiles.FindEdits(current, session.PlatformOf(current.Number)).Count > 0)
        {
            return [];
        }

        var wanted = await session.WantedHashesAsync(current, observed, ct);
        return
        [
            .. from service in observed.Values
               let released = current.Services.GetValueOrDefault(service.Name)
               where released is not null && wanted[service.Name] != released.ConfigHash && IsAsRecorded(service, released)
               select service.Name,
        ];
    }

    private static bool IsAsRecorded(ObservedService service, ReleasedService released) =>
        service.Containers.Any(container => released.IsConfiguredBy(container.Labels.GetValueOrDefault(ComposeLabels.ConfigHash), released.ConfigHash));
}
