using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <summary>A volume where a container has it.</summary>
public sealed record VolumeMount(string Volume, string Target, bool ReadOnly);

public sealed partial class EngineContainers
{
    /// <summary>Makes a container, without a network, and does not start it.</summary>
    /// <param name="image">Never pulled.</param>
    /// <param name="command">Instead of what the image says; as root.</param>
    /// <returns>Its id.</returns>
    public Task<string> CreateAsync(
        string image, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> labels, IEnumerable<VolumeMount> volumes, CancellationToken ct) => CreateAsync(
        new()
        {
            Image = image,
            Entrypoint = command,
            Cmd = [],
            User = "0",
            Labels = labels,
            HostConfig = new() { Mounts = [.. volumes.Select(mount => new MountBody("volume", mount.Volume, mount.Target, mount.ReadOnly, new(NoCopy: true)))] },
        },
        ct);

    /// <summary>
    /// Makes a container as another one is: image, command, environment, user, files of the host that it may only read. It has no network, publishes
    /// nothing, and volumes of its own, empty, which go with it.
    /// </summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateTwinAsync(string container, IReadOnlyDictionary<string, string> labels, CancellationToken ct)
    {
        var recipe = await _connection.ReadAsync(EngineRequest.Get(Path(container, "/json"), Subject(container)), EngineJson.Default.ContainerRecipeAnswer, ct);
        return await CreateAsync(
            new()
            {
                Image = recipe.Image ?? "",
                Entrypoint = recipe.Config?.Entrypoint,
                Cmd = recipe.Config?.Cmd,
                Env = recipe.Config?.Env,
                User = recipe.Config?.User,
                Labels = labels,
                HostConfig = new()
                {
                    Mounts = [.. (recipe.Mounts ?? []).OfType<MountAnswer>().Select(mount => mount.ToMount()).Select(ToOwnMount).OfType<MountBody>()],
                    Tmpfs = recipe.HostConfig?.Tmpfs,
                    ShmSize = recipe.HostConfig?.ShmSize,
                },
            },
            ct);
    }

    /// <summary>Waits for the end of a container that was started.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> AwaitEndAsync(string container, TimeSpan timeLimit, CancellationToken ct)
    {
        var request = EngineRequest.Post(Path(container, "/wait"), Subject(container)) with { TimeLimit = timeLimit };
        return (await _connection.ReadAsync(request, EngineJson.Default.WaitAnswer, ct)).StatusCode ?? throw DockerErrors.Dropped(Subject(container));
    }

    private async Task<string> CreateAsync(ContainerCreateBody body, CancellationToken ct)
    {
        const string Subject = "a new container";
        var request = EngineRequest.Post("/containers/create", Subject, body, EngineJson.Default.ContainerCreateBody);
        return EnginePath.Segment((await _connection.ReadAsync(request, EngineJson.Default.ContainerCreatedAnswer, ct)).Id ?? "", Subject);
    }

    private static MountBody? ToOwnMount(ContainerMount mount) => mount switch
    {
        { Type: "volume" } => new("volume", Source: null, mount.Destination, ReadOnly: false),
        { Type: "bind", ReadOnly: true } => new("bind", mount.Source, mount.Destination, ReadOnly: true),
        _ => null,
    };
}
