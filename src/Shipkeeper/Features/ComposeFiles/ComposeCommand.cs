using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.ComposeFiles;

internal sealed class ComposeCommand : VerbCommand
{
    /// <summary>Compose commands that leave containers, networks and volumes as they are; any other one is an operation's business and runs under the lock.</summary>
    private static readonly string[] ReadOnly =
        ["config", "events", "images", "logs", "ls", "port", "ps", "stats", "top", "version", "volumes", "exec", "attach", "help", "--help", "--version"];

    /// <summary>What concerns the images that the files name, and not the ones that a release is pinned to.</summary>
    private static readonly string[] OfNamedImages = ["build", "pull", "push"];

    private readonly Argument<string[]> _arguments = new("arguments")
    {
        Description = "What to pass to docker compose, behind --",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public ComposeCommand(CommandLineContext context)
        : base(
            "compose",
            "Run docker compose with exactly the platform's files, pins and settings.",
            "shipkeeper compose files",
            "shipkeeper compose -- ps --all",
            "shipkeeper compose -- config --services",
            "shipkeeper compose -- build api")
    {
        Add(new FilesCommand(context));
        Add(_arguments);
        Do(context, RunAsync);
    }

    public override bool PassesWordsOn => true;

    private async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Value(_arguments) ?? [];
        if (arguments.Length == 0)
        {
            throw CliErrors.UsageOf("there is nothing to pass to docker compose.", "shipkeeper compose -- ps");
        }

        using var session = invocation.OpenPlatform();
        await using var hold = ReadOnly.Contains(arguments[0])
            ? null
            : await invocation.Output(json: true).ShowAsync(display => session.HoldAsync($"compose {arguments[0]}", display, invocation.Stop));
        invocation.Context.Signals?.LeaveToChild();
        var project = OfNamedImages.Contains(arguments[0]) ? session.ComposeProject(release: null) : session.CurrentComposeProject();
        return await session.Compose.RunAttachedAsync(project, arguments, invocation.Stop);
    }
}
