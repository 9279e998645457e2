using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Teardown;

internal sealed class TeardownCommand : VerbCommand
{
    private readonly Option<bool> _volumes = new("--volumes") { Description = "Also destroy the data in volumes" };

    private readonly Option<bool> _images = new("--images") { Description = "Also remove the images; releases are forgotten with them" };

    private readonly Option<bool> _secrets = new("--env") { Description = "Also remove .env: encrypted data cannot be read without it" };

    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask" };

    public TeardownCommand(CommandLineContext context)
        : base(
            "teardown",
            "Remove the platform's containers and networks. Data, images and secrets stay unless asked for by name.",
            "shipkeeper teardown",
            "shipkeeper teardown --volumes --images --env --yes")
    {
        Add(_volumes);
        Add(_images);
        Add(_secrets);
        Add(_yes);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var request = new TeardownRequest(invocation.Value(_volumes), invocation.Value(_images), invocation.Value(_secrets));
        var view = await TeardownView.ObserveAsync(session, request, invocation.Stop);
        if (TeardownPlanner.Plan(view).IsEmpty)
        {
            output.News($"{session.Platform.Name}: nothing to remove");
            return ExitCode.Done;
        }

        Consent(invocation, session, output, view);
        await output.ShowAsync(display => session.RunAsync(
            "teardown",
            async ct => await TeardownView.ObserveAsync(session, request, ct) is var now && TeardownPlanner.HashOfConsent(now) == TeardownPlanner.HashOfConsent(view)
                ? TeardownPlanner.Plan(now)
                : throw TeardownErrors.ChangedMeanwhile(),
            display,
            invocation.Stop));
        output.News($"{session.Platform.Name}: removed");
        return ExitCode.Done;
    }

    /// <summary>Says exactly what will be gone, and what will not.</summary>
    private void Consent(Invocation invocation, PlatformSession session, Output output, TeardownView view)
    {
        var list = string.Join('\n', view.Describe().Select(line => $"  {line}").Prepend($"This removes from {view.Platform}:").Append($"It leaves {view.DescribeKept()}."));
        if (invocation.Value(_yes))
        {
            output.News(list);
            return;
        }

        if (!Terminal.CanAsk)
        {
            output.News(list);
            throw CliErrors.NoTerminal("remove all this?", $"{session.CommandLine} --yes");
        }

        if (!Terminal.Confirm($"{SafeText.Of(list)}\nRemove all this?", invocation.Stop))
        {
            throw CliErrors.Declined();
        }
    }
}
