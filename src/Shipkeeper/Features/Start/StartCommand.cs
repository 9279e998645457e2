using System.CommandLine;
using Shipkeeper.Model;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Start;

internal sealed class StartCommand : VerbCommand
{
    private readonly Option<bool> _infrastructureOnly = new("--infra-only") { Description = "Stop after the infrastructure layer" };

    private readonly Option<bool> _applicationOnly = new("--app-only") { Description = "Only the application layer; the infrastructure must be good" };

    private readonly Option<bool> _asReleased = new("--as-released")
    {
        Description = "Put the release's own files back first; edited ones are kept aside",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Start although required config is missing; says what it overrides",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and touch nothing" };

    public StartCommand(CommandLineContext context)
        : base(
            "start",
            "Start the platform: the current release, layer by layer, each gated. The first time the files as they are, recorded as release 1.",
            "shipkeeper start",
            "shipkeeper start --infra-only",
            "shipkeeper start --as-released",
            "shipkeeper start --dry-run")
    {
        Add(_infrastructureOnly);
        Add(_applicationOnly);
        Add(_asReleased);
        Add(_force);
        Add(_dryRun);
        Validators.Add(result =>
        {
            if (result.GetValue(_infrastructureOnly) && result.GetValue(_applicationOnly))
            {
                result.AddError("--infra-only and --app-only exclude each other.");
            }
        });
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.Value(_asReleased) ? invocation.OpenReleased() : invocation.OpenPlatform();
        var output = invocation.Output();
        var request = new StartRequest(LayersOf(invocation), invocation.Value(_asReleased), invocation.Value(_force));
        if (invocation.Value(_dryRun))
        {
            output.Line(StartPlanner.Plan(await StartObserver.ObserveAsync(session, request, invocation.Stop)).ToString().TrimEnd());
            return ExitCode.Done;
        }

        StartView? view = null;
        var outcome = await output.ShowAsync(display => session.RunAsync(
            "start", async ct => StartPlanner.Plan(view = await StartObserver.ObserveAsync(session, request, ct)), display, invocation.Stop));
        output.News($"{session.Platform.Name}: {(view?.Adopted is { } adoption ? Summary(adoption) : Summary(session, request, anything: outcome is not null))}");
        return ExitCode.Done;
    }

    private IReadOnlyList<Layer> LayersOf(Invocation invocation) =>
        invocation.Value(_infrastructureOnly) ? [Layer.Infrastructure]
        : invocation.Value(_applicationOnly) ? [Layer.Application]
        : Layers.InOrder;

    private static string Summary(Adoption adoption) => string.Join('\n',
    [
        "what was there is release 1; nothing of it was changed",
        .. adoption.Differences.Select(difference => $"  {difference}"),
        .. adoption.Differences.Count > 0 ? ["the next 'shipkeeper start' makes containers and their configuration what the files say, with the images that run; 'shipkeeper plan' shows what an upgrade changes besides"] : Array.Empty<string>(),
    ]);

    /// <summary>Every word of it was just measured by the gates.</summary>
    private static string Summary(PlatformSession session, StartRequest request, bool anything)
    {
        var current = session.Releases.ReadCurrent();
        var started = current ?? (anything ? session.Releases.Read(session.Releases.NextNumber()) : null);
        var layers = string.Join(" and ", request.Layers.Where(layer => started?.ServicesOf(layer).Any() is true).Select(layer => layer.Name()));
        return layers.Length == 0 ? $"nothing to start: no service is in the {request.Layers[0].Name()} layer"
            : current is not null ? $"release {current.Number} is up ({layers})"
            : $"{layers} up; no release is recorded before the whole platform was good";
    }
}
