using System.Text.Json;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Hooks;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Steps;

/// <summary>What a hook reads from its standard input, as one JSON object. Names are kept; new ones may come.</summary>
internal sealed record HookContext(string Moment, string Operation, string Verb, string Platform, string Directory, int Release);

/// <summary>One run of a program of the platform author, in the platform directory.</summary>
internal sealed class HookRun(PlatformSession session)
{
    private const string VariablePrefix = "SHIPKEEPER_";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    /// <exception cref="ShipkeeperException">It failed, or took too long.</exception>
    public async Task RunAsync(RunHookInput input, StepScope scope, CancellationToken ct)
    {
        var path = HookFiles.PathOf(session.Platform, input.Moment);
        var commandLine = session.CommandLine ?? $"shipkeeper {input.Verb}";
        void Report(string line) => scope.Report($"{path}: {line}");
        try
        {
            var result = await session.ToolRunner.RunAsync(CallOf(input, path, scope.OperationId), new() { OnOutputLine = Report, OnErrorLine = Report }, ct);
            if (!result.Ok)
            {
                throw HookErrors.Failed(path, result.ExitCode, LastLines(result), commandLine);
            }
        }
        catch (ShipkeeperException failure) when (failure.Code == ToolErrors.TimeoutCode)
        {
            throw HookErrors.TooLong(path, TimeLimit, failure, commandLine);
        }
    }

    private ToolCall CallOf(RunHookInput input, string path, string operationId)
    {
        var context = new HookContext(input.Moment, operationId, input.Verb, session.Platform.Name, session.Platform.Directory, input.Release);
        return ToolCall.Of(session.Files.Resolve(path)) with
        {
            WorkingDirectory = session.Platform.Directory,
            TimeLimit = TimeLimit,
            Input = JsonSerializer.SerializeToUtf8Bytes(context, StepsJson.Default.HookContext),
            Environment = ToolEnvironment.OfOurs(
            [
                .. ToolEnvironment.OursBeginningWith("DOCKER_"),
                new($"{VariablePrefix}OPERATION", operationId),
                new($"{VariablePrefix}MOMENT", input.Moment),
                new($"{VariablePrefix}PLATFORM", session.Platform.Name),
            ]),
        };
    }

    /// <summary>Standard output is not redacted on its way here: it is data elsewhere.</summary>
    private IReadOnlyList<string> LastLines(ToolResult result) =>
        [.. ToolErrors.LastLines(result.Output).Concat(ToolErrors.LastLines(result.ErrorOutput)).Select(session.Redaction.Apply)];
}
