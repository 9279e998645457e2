using System.CommandLine;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Logs;

internal sealed class LogsCommand : VerbCommand
{
    private readonly Argument<string[]> _services;

    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on, also with containers that start later" };

    private readonly Option<string> _since = new("--since") { Description = "Only what is younger: 10m, 2h, or a time such as 2026-11-21T07:00:00Z", HelpName = "time" };

    private readonly Option<int?> _tail = new("--tail") { Description = "Only the last so many lines of each container", HelpName = "lines" };

    public LogsCommand(CommandLineContext context)
        : base("logs", "Show what services write, secrets taken out.", "shipkeeper logs api", "shipkeeper logs -f --since 10m")
    {
        _services = context.ServicesArgument("The services; all of them when left out");
        Add(_services);
        Add(_follow);
        Add(_since);
        Add(_tail);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleasedAndEngine();
        RequireSecrets(session.Platform);
        var range = new Tools.Docker.LogRange
        {
            Follow = invocation.Value(_follow),
            Since = invocation.Value(_since) is { } since ? LogTime.Parse(since, session.Time) : null,
            Tail = invocation.Value(_tail),
        };
        var observed = await ObservedServices.ListAsync(session.Docker, session.Platform.Name, invocation.Stop);
        var services = invocation.Value(_services) ?? [];
        if (services.FirstOrDefault(service => !observed.ContainsKey(service)) is { } absent)
        {
            await RequireKnownAsync(session, absent, range.Follow, invocation.Stop);
        }

        var output = invocation.Output();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(invocation.Stop, output.ReaderLeft);
        await new LogTail(session, output, services, range).RunAsync(observed, stop.Token);
        return ExitCode.Done;
    }

    /// <summary>A secret that cannot be read cannot be taken out of what is shown.</summary>
    private static void RequireSecrets(Platform platform)
    {
        if (platform.Faults.FirstOrDefault(fault => fault.File != Platform.SettingsFileName) is { } fault)
        {
            throw fault.Failure;
        }
    }

    /// <summary>Following waits for a container; whoever wants to read what is there needs one.</summary>
    private static async Task RequireKnownAsync(PlatformSession session, string service, bool follow, CancellationToken ct)
    {
        var known = await KnownServices.FindAsync(session, ct);
        if (!known.Layers.ContainsKey(service))
        {
            throw ServiceErrors.Unknown(service, known.Layers.Keys);
        }

        if (!follow)
        {
            throw ServiceErrors.NoContainer(service);
        }
    }
}
