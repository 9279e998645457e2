using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Systemd;

/// <summary>Builds calls of systemctl. Pure.</summary>
internal static class SystemdCalls
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    /// <summary>Longer than systemd itself waits for a unit.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(5);

    public static ToolCall AreActive(IReadOnlyList<string> units) => ToolCall.Of("systemctl", ["is-active", "--", .. units]) with { TimeLimit = Quick };

    /// <summary>Writes a block of lines for each, in their order, with an empty line between two.</summary>
    public static ToolCall Show(IReadOnlyList<string> units) =>
        ToolCall.Of("systemctl", ["show", "--property=ActiveState,UnitFileState", "--", .. units]) with { TimeLimit = Quick };

    public static ToolCall Invocation(string unit) => ToolCall.Of("systemctl", "show", "--property=InvocationID", "--value", "--", unit) with { TimeLimit = Quick };

    public static ToolCall ResetFailed(string unit) => ToolCall.Of("systemctl", "reset-failed", "--", unit) with { TimeLimit = Quick };

    public static ToolCall Restart(string unit) => Change("restart", unit);

    public static ToolCall Reload() => ToolCall.Of("systemctl", "daemon-reload") with { TimeLimit = Slow };

    public static ToolCall Stop(string unit) => Change("stop", unit);

    /// <summary>What brings a unit from one state to another, in order.</summary>
    public static IEnumerable<ToolCall> Bring(UnitState now, UnitState wanted)
    {
        if (now.Startup == "masked" && wanted.Startup != "masked")
        {
            yield return Change("unmask", wanted.Unit);
        }

        if (now.Startup != wanted.Startup && wanted.Startup is "enabled" or "disabled")
        {
            yield return Change(wanted.Startup[..^1], wanted.Unit);
        }

        if (now.Active != wanted.Active)
        {
            yield return Change(wanted.Active ? "start" : "stop", wanted.Unit);
        }

        if (now.Startup != wanted.Startup && wanted.Startup == "masked")
        {
            yield return Change("mask", wanted.Unit);
        }
    }

    private static ToolCall Change(string verb, string unit) => ToolCall.Of("systemctl", verb, "--", unit) with { TimeLimit = Slow };
}
