using Shipkeeper.Engine.Gates;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Health;

/// <summary>The exit code of a command inside the service's first running container.</summary>
internal sealed class ExecMeasurement(DockerEngine docker, string project, string service, IReadOnlyList<string> command, Redaction redaction) : IMeasurement
{
    private const int MaximumBytes = 4096;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> MeasureAsync(CancellationToken ct)
    {
        try
        {
            var observed = await ObservedServices.ListAsync(docker, project, ct);
            var container = observed.GetValueOrDefault(service)?.Containers.FirstOrDefault(candidate => candidate.State == "running");
            return container is null ? [new("exec", "no container runs")] : Facts(await docker.Containers.ExecAsync(container.Id, command, TimeLimit, MaximumBytes, ct));
        }
        catch (ShipkeeperException failure)
        {
            return [new("exec", failure.Message)];
        }
    }

    public bool IsGood(Reading reading) => reading["exec"] == "0";

    private List<KeyValuePair<string, string>> Facts(ExecResult result)
    {
        var output = ShortText.Of(redaction.Apply(result.ErrorOutput + result.Output));
        return result.Ok || output.Length == 0
            ? [new("exec", $"{result.ExitCode}")]
            : [new("exec", $"{result.ExitCode}"), new("output", $"\"{output}\"")];
    }
}
