namespace Shipkeeper.Scenarios.Language;

internal sealed record Container(string Id, string Name, string Service, string State);

/// <summary>What the real engine says about one Compose project, by Docker's own command line.</summary>
internal sealed class Engine(string project)
{
    private string Label => $"label=com.docker.compose.project={project}";

    public async Task<IReadOnlyList<Container>> ContainersAsync() =>
    [
        .. (await Program.LinesAsync(
            "docker", "ps", "--all", "--no-trunc", "--filter", Label, "--format", "{{.ID}} {{.Names}} {{.Label \"com.docker.compose.service\"}} {{.State}}"))
            .Select(line => line.Split(' '))
            .Select(words => new Container(words[0], words[1], words[2], words[3]))
            .OrderBy(container => container.Name, StringComparer.Ordinal),
    ];

    /// <summary>Of the only container of a service; "absent" where there is none.</summary>
    public async Task<string> StateOfAsync(string service) =>
        (await ContainersAsync()).Where(container => container.Service == service).Select(container => container.State).SingleOrDefault("absent");

    public async Task<string> IdOfAsync(string service) => (await ContainersAsync()).Single(container => container.Service == service).Id;

    public async Task<IReadOnlyList<string>> RunningAsync() =>
        [.. (await ContainersAsync()).Where(container => container.State == "running").Select(container => container.Service)];

    /// <summary>Follows the container that a service has now.</summary>
    public async Task<FollowedStop> FollowStopsAsync(string service) => new(await IdOfAsync(service));

    public Task<string> InspectAsync(string service, string format) => Program.OutputAsync("docker", "inspect", "--format", format, $"{project}-{service}-1");

    public Task<string> ExecAsync(string service, params string[] command) => Program.OutputAsync(["docker", "exec", $"{project}-{service}-1", .. command]);

    public Task<IReadOnlyList<string>> NetworksAsync() => Program.LinesAsync("docker", "network", "ls", "--quiet", "--filter", Label);

    public Task<IReadOnlyList<string>> VolumesAsync() => Program.LinesAsync("docker", "volume", "ls", "--quiet", "--filter", Label);

    /// <summary>Tags that Shipkeeper put on the platform's images.</summary>
    public Task<IReadOnlyList<string>> TagsAsync() =>
        Program.LinesAsync("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", $"reference=shipkeeper/{project}/*");

    /// <summary>A name of the platform's own for an image, so that nobody else's is removed with it.</summary>
    public Task TagAsync(string image, string name) => Program.OutputAsync("docker", "tag", image, name);

    /// <summary>An image that differs from another in nothing but a label.</summary>
    public Task BuildVariantAsync(string image, string name, string version) =>
        Program.Start(["docker", "build", "--quiet", "--tag", name, "-"], $"FROM {image}\nLABEL version={version}\n", folder: null, new Dictionary<string, string?> { ["DOCKER_BUILDKIT"] = "0" }).EndAsync();

    /// <summary>What the engine tells about the health of the project's services, until it is killed.</summary>
    public RunningProgram FollowHealth() => Program.Start(["docker", "events", "--filter", Label, "--filter", "event=health_status", "--format", "{{json .}}"]);

    public Task KillAsync(string service) => EndAsync("kill", service);

    public Task StopAsync(string service) => EndAsync("stop", service);

    public async Task RemoveEverythingAsync()
    {
        await RemoveAsync(["container", "rm", "--force", "--volumes"], [.. (await ContainersAsync()).Select(container => container.Id)]);
        await RemoveAsync(["network", "rm"], await NetworksAsync());
        await RemoveAsync(["volume", "rm"], await VolumesAsync());
        await RemoveAsync(["image", "rm", "--force"], [.. await TagsAsync(), .. await OwnNamesAsync()]);
    }

    /// <summary>The engine's lists may tell for a moment that it still runs; whoever inspects it waits for the end of that moment.</summary>
    private async Task EndAsync(string verb, string service)
    {
        await Program.OutputAsync("docker", verb, $"{project}-{service}-1");
        await InspectAsync(service, "{{.State.Status}}");
    }

    private Task<IReadOnlyList<string>> OwnNamesAsync() =>
        Program.LinesAsync("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", $"reference={project}");

    private static Task RemoveAsync(IReadOnlyList<string> how, IReadOnlyList<string> what) =>
        what.Count == 0 ? Task.CompletedTask : Program.RunAsync(["docker", .. how, .. what]);
}
