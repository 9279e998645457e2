using System.CommandLine;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Releases;

internal sealed class MarkCommand : VerbCommand
{
    private readonly Argument<int> _number = new("number") { Description = "A release that is kept" };

    private readonly Argument<string> _mark = new("mark") { Description = "What it is: the release to return to, which retention leaves alone" };

    public MarkCommand(CommandLineContext context)
        : base("mark", "Mark a release as the one that 'rollback stable' returns to.", "shipkeeper releases mark 3 stable")
    {
        _mark.AcceptOnlyFromAmong("stable");
        Add(_number);
        Add(_mark);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        await using var hold = await output.ShowAsync(display => session.HoldAsync("releases mark", display, invocation.Stop));
        var number = invocation.Value(_number);
        var current = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(session.Platform.Name);
        if (!session.Releases.IsKept(number))
        {
            throw MoveErrors.NoSuchRelease(number, current.Number, session.Releases.ListNumbers());
        }

        session.Releases.MarkStable(number);
        output.News($"{session.Platform.Name}: release {number} is the stable one");
        return ExitCode.Done;
    }
}
