using Shipkeeper.Engine.Execution;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Volumes;

/// <summary>Volumes that operations keep: what was in the platform's own before. They have the label of the project, so they go with its volumes.</summary>
internal static class KeptVolumes
{
    private const string OfLabel = "shipkeeper.volume";
    private const string KeptByLabel = "shipkeeper.kept-by";

    public static string NameOf(string volume, string operationId) => $"{volume}__before_{OperationId.ShortOf(operationId)}";

    public static IReadOnlyDictionary<string, string> LabelsOf(string platform, string volume, string operationId) => new Dictionary<string, string>
    {
        [ComposeLabels.Project] = platform,
        [OfLabel] = volume,
        [KeptByLabel] = operationId,
    };

    /// <returns>What is kept of one volume, the newest first.</returns>
    public static async Task<IReadOnlyList<string>> ListAsync(PlatformSession session, string volume, CancellationToken ct) =>
    [
        .. (await session.Docker.Volumes.ListAsync([ComposeLabels.Is(ComposeLabels.Project, session.Platform.Name), ComposeLabels.Is(OfLabel, volume)], ct))
            .OrderByDescending(kept => kept.Labels.GetValueOrDefault(KeptByLabel), StringComparer.Ordinal)
            .Select(kept => kept.Name),
    ];

    /// <summary>One that is not there is no error.</summary>
    public static async Task RemoveAsync(PlatformSession session, string volume, CancellationToken ct)
    {
        try
        {
            await session.Docker.Volumes.RemoveAsync(volume, ct);
        }
        catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode)
        {
            // It was never made, or is removed already.
        }
    }
}
