using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Modules.State;

/// <summary>A systemd that only remembers; every other program is the real one.</summary>
internal sealed class FakeSystemd : IToolRunner
{
    private readonly ToolRunner _real = new(TimeProvider.System);

    /// <summary>Unit → whether it is active, and what it does at the next start.</summary>
    public Dictionary<string, (bool Active, string Startup)> Units { get; } = [];

    /// <summary>What was changed, in order.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Told before each change.</summary>
    public Action<string> OnChange { get; set; } = _ => { };

    public async Task<ToolResult> RunAsync(ToolCall call, ToolPipes pipes, CancellationToken ct)
    {
        if (call.FileName != "systemctl")
        {
            return await _real.RunAsync(call, pipes, ct);
        }

        var units = call.Arguments.SkipWhile(argument => argument != "--").Skip(1).ToList();
        var output = call.Arguments[0] == "show" ? string.Join("\n\n", units.Select(Show)) + "\n" : "";
        if (call.Arguments[0] != "show")
        {
            Changes.Add(string.Join(' ', call.Arguments.Where(argument => argument != "--")));
            OnChange(Changes[^1]);
        }

        return new(units.Any(unit => unit == "broken") && call.Arguments[0] == "start" ? 1 : 0, output, "it does not want to", false, TimeSpan.Zero);
    }

    public Task<int> RunAttachedAsync(ToolCall call, CancellationToken stop) => throw new NotSupportedException();

    private string Show(string unit) => Units.GetValueOrDefault(unit) is (var active, { } startup)
        ? $"ActiveState={(active ? "active" : "inactive")}\nUnitFileState={startup}"
        : "ActiveState=inactive\nUnitFileState=";
}
