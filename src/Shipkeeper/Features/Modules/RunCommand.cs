using System.CommandLine;
using System.CommandLine.Parsing;
using Shipkeeper.Modules;
using Shipkeeper.Modules.SelfUpdate;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Features.Modules;

internal sealed class RunCommand : VerbCommand
{
    private const int MostParallel = 64;
    private static readonly TimeSpan UsualTimeLimit = TimeSpan.FromHours(1);

    private readonly ModuleOptions _options = new();

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "How many modules of one priority run side by side",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "How long one module may run: 90s, 10m, 2h; 1h when left out",
        HelpName = "time",
        CustomParser = ParseTime,
    };

    private readonly Option<TimeSpan?> _wait = new("--wait")
    {
        Description = "How long to wait for whoever is at work here; not at all when left out",
        HelpName = "time",
        CustomParser = ParseTime,
    };

    private readonly Option<bool> _legacy = new("--legacy") { Description = "Run what the repository's manifest.json names, each file with its checksum" };

    public RunCommand(CommandLineContext context)
        : base(
            "run",
            "Bring in what the repository has that is newer, then run every module that is switched on. One that fails stops no other.",
            "shipkeeper modules run",
            "shipkeeper modules run --only backup,certificates --timeout 10m",
            "shipkeeper modules run --parallel 4")
    {
        _options.AddTo(this);
        Add(_parallel);
        Add(_timeout);
        Add(_wait);
        Add(_legacy);
        _parallel.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var number) && number is >= 1 and <= MostParallel))
            {
                result.AddError($"--parallel is a number from 1 to {MostParallel}.");
            }
        });
        _options.ExcludeWith(_legacy, this, _parallel);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var session = _options.OpenOrMake(invocation);
        var output = invocation.Output();
        if (await RunAsync(invocation, session, output))
        {
            output.News($"{session.Versions.Link}: goes on as {session.Versions.Current}");
            invocation.Context.Output.AwaitWritten();
            ProgramReplacement.Start(session.Versions.Link, SelfUpdater.Mark);
        }

        output.News($"{session.Tree.Root}: no module failed");
        return ExitCode.Done;
    }

    /// <returns>Whether another version of Shipkeeper has to go on.</returns>
    private async Task<bool> RunAsync(Invocation invocation, ModuleSession session, Output output)
    {
        await using var runner = new ModuleRunner(session.Tree, session.ToolRunner, invocation.Value(_timeout) ?? UsualTimeLimit, invocation.Value(_parallel), session.Time);
        return await output.ShowAsync(async display =>
        {
            var request = _options.RequestOf(invocation);
            Patience? patience = invocation.Value(_wait) is { } time ? new(time, busy => output.News($"waiting: {busy}")) : null;
            if (invocation.Value(_legacy))
            {
                await new LegacyRun(session, runner, display, patience).RunAsync(request, invocation.Stop);
                return false;
            }

            return await new ModuleRun(session, runner, display, output.Warning, patience)
                .RunAsync(request, invocation.Value(_parallel), invocation.Stop);
        });
    }

    private static TimeSpan? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Durations.TryParse(text, out var time) && time > TimeSpan.Zero)
        {
            return time;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} is a time like 90s, 10m or 2h, and not '{text}'.");
        return null;
    }
}
