using Shipkeeper.Tests;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Docker.Tests.Compose;

/// <summary>A Compose project of one test, in a folder of its own, taken down with it.</summary>
internal sealed class TestProject : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TestProject(string image, string imageId) => (Image, ImageId) = (image, imageId);

    public string Image { get; }

    public string ImageId { get; }

    public ComposeTool Compose { get; } = new(DockerCommand.Runner);

    public ComposeProject Project { get; private set; } = null!;

    public string Folder => _folder.Path;

    public static async Task<TestProject> CreateAsync(string composeFile)
    {
        var image = await BusyboxImage.TagAsync();
        var test = new TestProject(image, await DockerCommand.MustAsync("image", "inspect", "--format", "{{.Id}}", image));
        test.Project = new()
        {
            Name = $"sk-test-{Path.GetRandomFileName()[..8]}",
            ProjectDirectory = test.Folder,
            Files = [test.Write("compose.yaml", composeFile.Replace("IMAGE", image, StringComparison.Ordinal))],
        };
        return test;
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>The project with one more file on top.</summary>
    public ComposeProject With(string name, string overlay) => Project with { Files = [.. Project.Files, Write(name, overlay)] };

    /// <summary>By service: what <paramref name="format"/> makes of its first container.</summary>
    public async Task<string> InspectAsync(string service, string format) =>
        await DockerCommand.MustAsync("inspect", "--format", format, $"{Project.Name}-{service}-1");

    public Task<string> HashAsync(string service) => InspectAsync(service, "{{index .Config.Labels \"com.docker.compose.config-hash\"}}");

    /// <summary>Starts these services and no others, as Compose would.</summary>
    /// <returns>What Compose said of its progress.</returns>
    public async Task<string> UpAsync(ComposeProject project, params IEnumerable<string> services)
    {
        var call = ComposeCalls.Of(project, ["up", "--detach", "--no-deps", "--no-build", "--pull", "never", .. services]);
        var result = await DockerCommand.Runner.RunAsync(call, CancellationToken.None);
        return result.Ok ? result.ErrorOutput : throw ToolErrors.Failed(call, result);
    }

    public async ValueTask DisposeAsync()
    {
        await DockerCommand.MustAsync(ComposeCalls.Of(Project, "down", "--timeout", "0", "--volumes", "--remove-orphans"));
        _folder.Dispose();
    }
}
