using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Volumes;

/// <summary>
/// A container of one operation's own, removed with this object; what a killed process leaves behind, recovery ends by its label. It is made
/// of an image that the platform has already.
/// </summary>
internal sealed class OneOffContainer(PlatformSession session, string id) : IAsyncDisposable
{
    private const string Folder = "/shipkeeper";
    private static readonly TimeSpan ShellLimit = TimeSpan.FromMinutes(30);

    public string Id => id;

    public static IReadOnlyDictionary<string, string> LabelsOf(string operationId) => new Dictionary<string, string> { [Leftovers.OperationLabel] = operationId };

    /// <param name="command">Instead of what the image says; only if it is started.</param>
    public static async Task<OneOffContainer> CreateAsync(
        PlatformSession session, Release release, string operationId, IReadOnlyList<string> command, IReadOnlyList<VolumeMount> volumes, CancellationToken ct) =>
        new(session, await session.Docker.Containers.CreateAsync(await FindImageAsync(session, release, ct), command, LabelsOf(operationId), volumes, ct));

    /// <summary>Empties a volume: no call of the engine does that.</summary>
    public static Task EmptyAsync(PlatformSession session, Release release, string operationId, string volume, CancellationToken ct) =>
        RunAsync(session, release, operationId, volume, "emptied", $"cd {Folder} && rm -rf -- ..?* .[!.]* *", ct);

    /// <summary>Returns when what was written to a volume is on its disk: the engine does not wait for that.</summary>
    public static Task SyncAsync(PlatformSession session, Release release, string operationId, string volume, CancellationToken ct) =>
        RunAsync(session, release, operationId, volume, "written to its disk", "sync", ct);

    private static async Task RunAsync(PlatformSession session, Release release, string operationId, string volume, string what, string script, CancellationToken ct)
    {
        await using var container = await CreateAsync(session, release, operationId, ["sh", "-c", script], [new(volume, Folder, ReadOnly: false)], ct);
        try
        {
            await session.Docker.Containers.StartAsync(container.Id, ct);
        }
        catch (ShipkeeperException noShell) when (noShell.Code == DockerErrors.FailedCode)
        {
            throw VolumeErrors.Failed(volume, what, noShell.Message);
        }

        var exitCode = await session.Docker.Containers.AwaitEndAsync(container.Id, ShellLimit, ct);
        if (exitCode != 0)
        {
            throw VolumeErrors.Failed(volume, what, $"the shell ended with exit code {exitCode}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await session.Docker.Containers.RemoveAsync(id, force: true, anonymousVolumes: true, CancellationToken.None);
        }
        catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode || gone.Code == DockerErrors.ConflictCode)
        {
            // Somebody else has removed it, or is about to.
        }
    }

    /// <summary>That of the database has a shell; so has nearly every other.</summary>
    private static async Task<string> FindImageAsync(PlatformSession session, Release release, CancellationToken ct)
    {
        var first = session.Platform.Definition.Database?.Service.Text;
        foreach (var service in release.Services.OrderBy(service => service.Key == first ? 0 : 1))
        {
            if (await PresentImages.FindAsync(session.Docker, service.Value.Pin.ImageId, ct) is { } image)
            {
                return image.Id;
            }
        }

        throw StateErrors.ImagesLost(release.Number, release.Services.Keys);
    }
}
