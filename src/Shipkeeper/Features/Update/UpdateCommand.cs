using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Moves;
using Shipkeeper.Steps;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Update;

internal sealed class UpdateCommand : VerbCommand
{
    private readonly Argument<string[]> _services = new("service")
    {
        Description = "Services whose images are fetched; all when left out",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly CandidateOptions _candidate = new();

    public UpdateCommand(CommandLineContext context)
        : base(
            "update",
            "Fetch what an upgrade would need: images, and files from git. Says what is newer, and applies nothing.",
            "shipkeeper update",
            "shipkeeper update api web",
            "shipkeeper update --to git:v0.5.0")
    {
        Add(_services);
        _candidate.AddTo(this);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        var output = invocation.Output();
        MoveView? view = null;
        await output.ShowAsync(display => session.RunAsync(
            "update",
            async ct =>
            {
                view = await CandidateReader.ObserveAsync(session, _candidate.Of(invocation), ct);
                return PlanOf(view, invocation.Value(_services) ?? []);
            },
            display,
            invocation.Stop));
        foreach (var line in UpdateText.Lines(view!, invocation.Value(_services) ?? []))
        {
            output.Advice(line);
        }

        return ExitCode.Done;
    }

    /// <exception cref="ShipkeeperException">There is no such service.</exception>
    private static Plan PlanOf(MoveView view, string[] services)
    {
        if (services.Except(view.To.Services.Keys).FirstOrDefault() is { } unknown)
        {
            throw MoveErrors.NoSuchService(unknown, view.To.Services.Keys);
        }

        var images = view.ImagesToPull.Where(image => services.Length == 0 || services.Contains(image.Key)).ToDictionary();
        return new()
        {
            Verb = "update",
            Mode = OperationMode.ForwardOnly,
            Stages = images.Count == 0 ? [] : [Stage.Of(PullExact.Step(new(images), $"pull the images of {string.Join(", ", images.Keys)}"))],
        };
    }
}
