using System.Text.Json;
using Shipkeeper.Tests.Docker;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests;

/// <summary>An engine that says what it is told to of the containers of one platform. They use the host's network, so their ports are ours.</summary>
internal sealed class EnginePlatform : IDisposable
{
    public const string Project = "shop";

    public EnginePlatform()
    {
        Engine = new(Fake.Endpoint, TimeProvider.System);
        Fake.Answers["/events"] = async connection =>
        {
            await FakeEngine.Stream("")(connection);
            await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        };
        Has(new Item("api"));
    }

    public FakeEngine Fake { get; } = new();

    public DockerEngine Engine { get; }

    public static string IdOf(string service) => $"{service}-id";

    public void Has(params IReadOnlyList<Item> items)
    {
        Fake.Answers["/containers/json"] = FakeEngine.Json($"[{string.Join(',', items.Select(Listed))}]");
        foreach (var item in items)
        {
            Fake.Answers[$"/containers/{IdOf(item.Service)}/json"] = FakeEngine.Json(Inspected(item));
        }
    }

    public void Dispose()
    {
        Engine.Dispose();
        Fake.Dispose();
    }

    private static string Listed(Item item)
    {
        var labels = new Dictionary<string, string>(item.Labels ?? []) { [ComposeLabels.Project] = Project, [ComposeLabels.Service] = item.Service };
        labels.TryAdd(ComposeLabels.OneOff, "False");
        return $$"""
            {"Id": "{{IdOf(item.Service)}}", "Names": ["/{{item.Name ?? $"shop-{item.Service}-1"}}"], "Image": "{{item.Service}}:1", "ImageID": "sha256:1",
             "State": "{{item.State}}", "Status": "", "Created": 0, "Labels": {{JsonSerializer.Serialize(labels)}} }
            """;
    }

    private static string Inspected(Item item) => $$$"""
        {"Id": "{{{IdOf(item.Service)}}}", "Name": "/shop-{{{item.Service}}}-1", "RestartCount": 0,
         "State": {"Status": "{{{item.State}}}", "Running": {{{(item.State == "running" ? "true" : "false")}}}, "StartedAt": "2026-11-21T07:00:00Z"},
         "Config": {"Labels": {}, "Healthcheck": {"Test": ["CMD", "true"], "StartPeriod": {{{item.StartPeriod.Ticks * 100}}} } },
         "HostConfig": {"NetworkMode": "host"}, "NetworkSettings": {"Networks": {} } }
        """;

    /// <summary>One container.</summary>
    /// <param name="Labels">Besides those of its project and service.</param>
    /// <param name="StartPeriod">Of its health check.</param>
    internal sealed record Item(string Service, string State = "running", string? Name = null, Dictionary<string, string>? Labels = null, TimeSpan StartPeriod = default);
}
