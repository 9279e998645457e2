using Shipkeeper.Database;
using Shipkeeper.Engine.Gates;

namespace Shipkeeper.Steps;

/// <summary>A closed gate as an error: which services, why, and what they last said.</summary>
internal sealed class GateFailure(PlatformSession session)
{
    public async Task<ShipkeeperException> OfAsync(IReadOnlyList<GuardResult> results, string operationId, CancellationToken ct)
    {
        var closed = results.Where(result => result.Guard.Required && result.Verdict.Kind is VerdictKind.Closed).ToList();
        var logs = await Task.WhenAll(closed.Select(result => CaptureAsync(operationId, result.Guard.Subject, ct)));
        IReadOnlyList<string> lines = [.. logs.SelectMany(lines => lines)];
        return ServerMajor.FindMismatch(session.Platform.Definition.Database?.Service.Text, lines)
            ?? GateErrors.Closed([.. closed.Select(Quiet)], lines, operationId);
    }

    private async Task<IReadOnlyList<string>> CaptureAsync(string operationId, string service, CancellationToken ct)
    {
        try
        {
            return await new FailureLogs(session).CaptureAsync(operationId, service, ct);
        }
        catch (ShipkeeperException failure)
        {
            // The gate is the cause, whatever became of the engine meanwhile.
            return [$"{service} | (no log: {failure.Message})"];
        }
    }

    /// <summary>Health checks and probes say what services told them.</summary>
    private GuardResult Quiet(GuardResult result) => result with
    {
        Verdict = result.Verdict with { Reason = session.Redaction.Apply(result.Verdict.Reason) },
        LastReading = result.LastReading is { } last
            ? last with { Facts = [.. last.Facts.Select(fact => KeyValuePair.Create(fact.Key, session.Redaction.Apply(fact.Value)))] }
            : null,
    };
}
