using System.Net.Sockets;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Health;

/// <summary>Whether a port accepts a connection.</summary>
internal sealed class TcpMeasurement(Reach reach, string project, string service, int port) : IMeasurement
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> MeasureAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeLimit);
        try
        {
            var place = await reach.ServiceAsync(project, service, port, ct);
            using var client = new TcpClient();
            await client.ConnectAsync(place.Host, place.Port, limit.Token);
            return [new("tcp", $"{port} accepts")];
        }
        catch (Exception failure) when (failure is SocketException or ShipkeeperException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return [new("tcp", $"{port}: {(failure is OperationCanceledException ? "no answer" : failure.Message)}")];
        }
    }

    public bool IsGood(Reading reading) => reading["tcp"] == $"{port} accepts";
}
