using System.CommandLine;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Shell;

internal sealed class ShellCommand : VerbCommand
{
    /// <summary>bash where the image has it.</summary>
    private const string BestShell = "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi";

    private readonly Argument<string?> _service = new("service")
    {
        Description = "The service; the first one of the application when left out",
        HelpName = "service",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ShellCommand(CommandLineContext context)
        : base("shell", "Open a shell in a running service. Its exit code is the shell's.", "shipkeeper shell api", "echo 'ls /' | shipkeeper shell api")
    {
        _service.CompletionSources.Add(completion => context.CompleteServices(completion.ParseResult));
        Add(_service);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var known = await KnownServices.FindAsync(session, invocation.Stop);
        var service = invocation.Value(_service) ?? known.Layers.Keys.FirstOrDefault(name => known.Layers[name] is Layer.Application) ?? throw ServiceErrors.NotRunning("application");
        if (!known.Layers.ContainsKey(service))
        {
            throw ServiceErrors.Unknown(service, known.Layers.Keys);
        }

        if (!known.Running.Contains(service))
        {
            throw ServiceErrors.NotRunning(service);
        }

        string[] terminal = Console.IsInputRedirected || Console.IsOutputRedirected ? ["--no-TTY"] : [];
        var project = session.CurrentComposeProject();
        invocation.Context.Signals?.LeaveToChild();
        return await session.Compose.RunAttachedAsync(project, ["exec", .. terminal, service, "sh", "-c", BestShell], invocation.Stop);
    }
}
