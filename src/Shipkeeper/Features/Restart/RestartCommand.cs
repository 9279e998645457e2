using System.CommandLine;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Restart;

internal sealed class RestartCommand : VerbCommand
{
    private readonly Argument<string[]> _services;

    public RestartCommand(CommandLineContext context)
        : base(
            "restart",
            "Restart services, or the whole platform layer by layer. The release stays as it is; each layer is gated.",
            "shipkeeper restart",
            "shipkeeper restart api")
    {
        _services = context.ServicesArgument("The services to restart; all of them when left out");
        Add(_services);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        var output = invocation.Output();
        var named = invocation.Value(_services) ?? [];
        await output.ShowAsync(display => session.RunAsync("restart", ct => PlanAsync(session, named, ct), display, invocation.Stop));
        output.News($"{session.Platform.Name}: {Summary(session.Releases.ReadCurrent()!, named)}");
        return ExitCode.Done;
    }

    /// <summary>What has completed is not run again.</summary>
    private static string Summary(Release release, string[] named)
    {
        var jobs = named.Where(name => release.Services[name].Completes).ToList();
        var restarted = release.WithFollowers(named).Except(jobs).ToList();
        return named.Length == 0 ? "restarted every service that runs"
            : string.Join("; ", new[]
            {
                restarted.Count > 0 ? $"restarted {string.Join(", ", restarted)}" : "",
                jobs.Count > 0 ? $"{string.Join(", ", jobs)} ends by itself and was not run again" : "",
            }.Where(part => part.Length > 0));
    }

    private static async Task<Engine.Planning.Plan> PlanAsync(PlatformSession session, string[] named, CancellationToken ct)
    {
        LayerOne.Check(session.Platform);
        var release = session.Releases.ReadCurrent() ?? throw RestartErrors.NoRelease(session.Platform.Name);
        foreach (var service in named.Where(service => !release.Services.ContainsKey(service)))
        {
            throw ServiceErrors.Unknown(service, release.Services.Keys);
        }

        IReadOnlyCollection<string> services = named.Length == 0 ? [.. release.Services.Keys] : release.WithFollowers(named);
        var startTimes = await StartTimes.OfRunningAsync(session, release, [.. services.Except(RestartPlanner.FindFollowers(release, services))], ct);
        var edits = session.DefinitionFiles.FindEdits(release, session.Platform);
        return RestartPlanner.Plan(release, edits, services, await KnownServices.FindAsync(session, ct), startTimes);
    }
}
