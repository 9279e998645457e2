using Shipkeeper.Engine.Gates;
using Shipkeeper.Model;

namespace Shipkeeper.Steps;

/// <summary>A closed gate as an error: which services, why, and what they last said.</summary>
internal sealed class GateFailure(PlatformSession session)
{
    public async Task<ShipkeeperException> OfAsync(Layer layer, IReadOnlyList<GuardResult> results, string operationId, CancellationToken ct)
    {
        var closed = results.Where(result => result.Guard.Required && result.Verdict.Kind is VerdictKind.Closed).ToList();
        var logs = await Task.WhenAll(closed.Select(result => new FailureLogs(session).CaptureAsync(operationId, result.Guard.Subject, ct)));
        return GateErrors.Closed(layer, closed, [.. logs.SelectMany(lines => lines)], operationId);
    }
}
