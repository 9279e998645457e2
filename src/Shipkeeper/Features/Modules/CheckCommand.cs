using System.CommandLine;
using Shipkeeper.Modules;
using Shipkeeper.Modules.SelfUpdate;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools;

namespace Shipkeeper.Features.Modules;

internal sealed class CheckCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Option<bool> _exitCode = new("--exit-code") { Description = "Exit with 10 when there is something to bring in" };

    private readonly Option<bool> _legacy = new("--legacy") { Description = "Show what the repository's manifest.json names, each file checked" };

    private readonly Option<bool> _ask = new("--ask") { Description = "Also ask the modules that can say so what they would change: native and built-in ones" };

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public CheckCommand(CommandLineContext context)
        : base(
            "check",
            "Show which modules of the repository are newer than those of this host. Changes nothing but its own copy of the repository.",
            "shipkeeper modules check",
            "shipkeeper modules check --exit-code --json")
    {
        _options.AddTo(this);
        Add(_exitCode);
        Add(_legacy);
        Add(_ask);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetResult(_ask) is not null && result.GetResult(_json) is not null)
            {
                result.AddError("--ask lets modules speak for themselves, so it excludes --json.");
            }
        });
        _options.ExcludeWith(_legacy, this, _exitCode, _ask, _json);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var session = _options.OpenToLook(invocation);
        var output = invocation.Output(invocation.Value(_json));
        if (invocation.Value(_legacy))
        {
            var programs = (await LegacyRun.FindAsync(session, _options.RequestOf(invocation), invocation.Stop)).Children;
            output.Table([["PROGRAM", "FILE"], .. programs.Select(program => new[] { program.Name, program.File })]);
            return ExitCode.Done;
        }

        var request = _options.RequestOf(invocation);
        ModuleObserver.RequireSource(session, request);
        var view = await ModuleObserver.SyncAsync(session, session.Tree.List(), request, invocation.Stop);
        if (view.Origin is not null || !invocation.Value(_ask))
        {
            Show(ModuleUpdate.ListOf(view), output, invocation.Value(_json));
        }

        if (view.EmptyRepository is { } empty)
        {
            output.Warning(empty);
        }

        view.Repository.WithoutIndex.ToList().ForEach(name => output.Warning(
            $"{ModuleTree.PathOf(name)} of the repository is no folder with an {ModuleIndex.FileName}, so it is no module"));
        var changes = TellOfOffer(session, view, request.Retries, output) | view.Choices.Any(choice => choice.IsTaken);
        changes |= invocation.Value(_ask) && await ModuleQuestions.AskAsync(session, request, output, invocation.Stop);
        RequireTakeable(view);
        return invocation.Value(_exitCode) && changes ? ExitCode.ChangesAvailable : ExitCode.Done;
    }

    /// <summary>Whoever looks at the exit code alone would take what cannot be compared for current.</summary>
    private static void RequireTakeable(ModuleView view)
    {
        var problems = view.Choices.Where(choice => choice.IsUnreadableInRepository).ToDictionary(choice => choice.Module.Name, choice => choice.Module.Problem!);
        if (problems.Count > 0)
        {
            throw ModuleErrors.NotTaken(problems, view.Choices.Count);
        }
    }

    /// <returns>Whether the next run brings in another Shipkeeper.</returns>
    private static bool TellOfOffer(ModuleSession session, ModuleView view, bool retries, Output output)
    {
        var failure = retries ? null : session.Versions.FindFailure();
        if (view.Repository.ReadIndex()?.Offer is not { } offer || OrchestratorChoice.Of(offer, session.Versions.Current, failure) is not OrchestratorVerdict.Newer)
        {
            return false;
        }

        output.News($"{session.Versions.Link}: {session.Versions.Current} is used, and {offer.Version} is offered by the repository");
        return true;
    }

    private static void Show(IReadOnlyList<ModuleUpdate> updates, Output output, bool json)
    {
        var worthTelling = updates.Where(update => update.Verdict is not ModuleVerdict.Current).ToList();
        if (json)
        {
            output.Json(updates, ModuleUpdateJson.Default.IReadOnlyListModuleUpdate);
        }
        else if (worthTelling.Count == 0)
        {
            output.Line(updates.Count == 0 ? "no module comes from a repository" : $"{Plural.Of(updates.Count, "module")}, all current");
        }
        else
        {
            output.Table([["MODULE", "INSTALLED", "AVAILABLE", ""], .. worthTelling.Select(update => update.Row())]);
        }
    }
}
