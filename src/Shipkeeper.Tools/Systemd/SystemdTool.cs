using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Systemd;

/// <summary>Asks and changes systemd. Errors: <c>tools.timeout</c>, and of all but <see cref="ListActiveAsync"/> <c>tools.not-found</c> and <c>tools.failed</c>.</summary>
public sealed class SystemdTool(IToolRunner tools)
{
    /// <returns>Those of the units that are active; none where there is no systemd.</returns>
    public async Task<IReadOnlySet<string>> ListActiveAsync(IReadOnlyList<string> units, CancellationToken ct)
    {
        if (units.Count == 0)
        {
            return new HashSet<string>();
        }

        try
        {
            // One line for each, in their order; the exit code only says whether all are.
            var result = await tools.RunAsync(SystemdCalls.AreActive(units), ct);
            return units.Zip(result.Output.Split('\n')).Where(unit => unit.Second.Trim() == "active").Select(unit => unit.First).ToHashSet();
        }
        catch (ShipkeeperException missing) when (missing.Code == ToolErrors.NotFoundCode)
        {
            return new HashSet<string>();
        }
    }

    /// <returns>The state of each unit, in their order.</returns>
    public async Task<IReadOnlyList<UnitState>> ReadAsync(IReadOnlyList<string> units, CancellationToken ct)
    {
        if (units.Count == 0)
        {
            return [];
        }

        var call = SystemdCalls.Show(units);
        var result = await tools.RunAsync(call, ct);
        var blocks = result.Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return result.Ok && blocks.Length == units.Count ? [.. units.Zip(blocks).Select(unit => StateOf(unit.First, unit.Second))] : throw ToolErrors.Failed(call, result);
    }

    /// <returns>An id that a unit has from one start to the next; null for one that is not active, or where there is no systemd.</returns>
    public async Task<string?> FindInvocationAsync(string unit, CancellationToken ct) =>
        (await ListActiveAsync([unit], ct)).Count == 1 && await tools.RunAsync(SystemdCalls.Invocation(unit), ct) is { Ok: true } result ? result.Output.Trim() : null;

    /// <summary>Also a unit that systemd has given up.</summary>
    public async Task RestartAsync(string unit, CancellationToken ct)
    {
        await tools.RunAsync(SystemdCalls.ResetFailed(unit), ct);
        await RequireAsync(SystemdCalls.Restart(unit), ct);
    }

    public Task StopAsync(string unit, CancellationToken ct) => RequireAsync(SystemdCalls.Stop(unit), ct);

    /// <summary>Lets systemd read its files anew.</summary>
    public Task ReloadAsync(CancellationToken ct) => RequireAsync(SystemdCalls.Reload(), ct);

    /// <summary>Starts or stops a unit, enables or disables it, until it is in a state.</summary>
    public async Task BringAsync(UnitState wanted, CancellationToken ct)
    {
        var now = (await ReadAsync([wanted.Unit], ct)).Single();
        foreach (var call in SystemdCalls.Bring(now, wanted))
        {
            await RequireAsync(call, ct);
        }
    }

    private async Task RequireAsync(ToolCall call, CancellationToken ct)
    {
        if (await tools.RunAsync(call, ct) is { Ok: false } failed)
        {
            throw ToolErrors.Failed(call, failed);
        }
    }

    private static UnitState StateOf(string unit, string block)
    {
        var facts = block.Split('\n').Select(line => line.Split('=', 2)).Where(fact => fact.Length == 2).ToDictionary(fact => fact[0], fact => fact[1].Trim());
        return new(unit, facts.GetValueOrDefault("ActiveState") is "active" or "reloading" or "activating", facts.GetValueOrDefault("UnitFileState", ""));
    }
}
