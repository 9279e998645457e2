using System.CommandLine;
using System.CommandLine.Parsing;
using Shipkeeper.Modules;
using Shipkeeper.PlatformFile.Shapes;
using Shipkeeper.Surfaces.Cli;

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
        Add(_legacy);
        _parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostParallel)
            {
                result.AddError($"--parallel is a number from 1 to {MostParallel}.");
            }
        });
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var session = _options.OpenOrMake(invocation);
        var output = invocation.Output();
        await using var runner = new ModuleRunner(session.Tree, session.ToolRunner, invocation.Value(_timeout) ?? UsualTimeLimit, invocation.Value(_parallel), session.Time);
        await output.ShowAsync(async display =>
        {
            var request = _options.RequestOf(invocation);
            await (invocation.Value(_legacy)
                ? new LegacyRun(session, runner, display).RunAsync(request, invocation.Stop)
                : new ModuleRun(session, runner, display, warning => output.News($"{output.Style.Warning("warning")} {warning}")).RunAsync(request, invocation.Value(_parallel), invocation.Stop));
            return true;
        });
        output.News($"{session.Tree.Root}: every module ran well");
        return ExitCode.Done;
    }

    private static TimeSpan? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Durations.TryParse(text, out var time) && time > TimeSpan.Zero)
        {
            return time;
        }

        result.AddError($"--timeout is a time like 90s, 10m or 2h, and not '{text}'.");
        return null;
    }
}
