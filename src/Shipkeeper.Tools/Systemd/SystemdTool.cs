using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Systemd;

/// <summary>Asks systemd. Errors: <c>tools.timeout</c>.</summary>
public sealed class SystemdTool(IToolRunner tools)
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

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
            var result = await tools.RunAsync(ToolCall.Of("systemctl", ["is-active", "--", .. units]) with { TimeLimit = Quick }, ct);
            return units.Zip(result.Output.Split('\n')).Where(unit => unit.Second.Trim() == "active").Select(unit => unit.First).ToHashSet();
        }
        catch (ShipkeeperException missing) when (missing.Code == ToolErrors.NotFoundCode)
        {
            return new HashSet<string>();
        }
    }
}
