using System.Text.Json;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules.SelfUpdate;

/// <summary>What a new version says of itself before it is used: that it starts, which it is, and that it can read this module tree.</summary>
/// <param name="Modules">How many it has found.</param>
internal sealed record OrchestratorReport(string Version, int Modules)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>The other side: what this version says.</summary>
    /// <exception cref="ShipkeeperException">The tree cannot be read.</exception>
    public static OrchestratorReport OfThis(ModuleSession session)
    {
        session.Tree.ReadGlobalIndex();
        session.OperationStore.ReadUnfinished();
        return new(ProgramVersion.Text, session.Tree.List().Count);
    }

    /// <param name="program">Of the new version.</param>
    /// <exception cref="ShipkeeperException"><c>modules.bad-orchestrator</c>: it does not start, does not answer in time, or is another than it is said to be.</exception>
    public static async Task RequireAsync(IToolRunner tools, string program, string version, string tree, CancellationToken ct)
    {
        var call = ToolCall.Of(program, "modules", "host", "report", "--path", tree) with { Environment = ModuleEnvironment.Of(tree), TimeLimit = TimeLimit };
        var answer = await AskAsync(tools, call, ct);
        if (!answer.Ok)
        {
            throw SelfUpdateErrors.Bad($"it ended with exit code {answer.ExitCode} instead of reporting", ToolErrors.LastLines(answer.ErrorOutput));
        }

        if (Read(answer.Output) is not { } report || report.Version != version)
        {
            throw SelfUpdateErrors.Bad("it does not report that version of itself", ToolErrors.LastLines(answer.Output));
        }
    }

    private static async Task<ToolResult> AskAsync(IToolRunner tools, ToolCall call, CancellationToken ct)
    {
        try
        {
            return await tools.RunAsync(call, ct);
        }
        catch (ShipkeeperException failure)
        {
            throw SelfUpdateErrors.Bad(failure.Message.TrimEnd('.'));
        }
    }

    private static OrchestratorReport? Read(string output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, ModulesJson.Default.OrchestratorReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
