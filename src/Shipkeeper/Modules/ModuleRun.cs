using System.Runtime.ExceptionServices;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Modules.SelfUpdate;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules;

/// <summary>One run: brings in what is newer, then runs what is switched on.</summary>
/// <param name="warn">Told what a person should know, and what stops nothing.</param>
/// <param name="patience">How whoever holds the lock is waited for; null for not at all.</param>
internal sealed class ModuleRun(ModuleSession session, ModuleRunner runner, IOperationView view, Action<string> warn, Patience? patience)
{
    private readonly Operations _operations = session.CreateOperations(runner, patience);

    /// <param name="parallel">How many modules of one priority run side by side.</param>
    /// <returns>Whether another version of Shipkeeper has come: then nothing was run, and it has to do all this.</returns>
    /// <exception cref="ShipkeeperException">The repository could not be read, or new code not be brought in, or a module failed.</exception>
    public async Task<bool> RunAsync(ModuleRequest request, int parallel, CancellationToken stop)
    {
        ModuleObserver.RequireSource(session, request);
        await using var hold = await session.HoldAsync(_operations, "modules run", view, stop);
        var installed = session.Tree.List();
        WarmUp(installed);
        var found = await ModuleObserver.SyncAsync(session, installed, request, stop);
        if (found.Origin is { } origin)
        {
            session.Tree.Remember(origin);
        }

        var selfUpdater = new SelfUpdater(session, _operations, view, warn);
        if (await selfUpdater.UpdateAsync(hold, found, request.Retries, stop))
        {
            return true;
        }

        Tell(found);
        var update = new UpdatePhase(session.Tree, _operations, hold, runner, view);
        var now = await update.RunAsync(found.Choices, session.CopyOf(found.Repository.Address).Folder, stop) ? session.Tree.List() : installed;
        TellSwitchedOff(installed, now);
        var order = await OrderAsync(now, request.Only, stop);
        var failedBefore = runner.Failures.Keys.Count(name => order.Modules.All(module => module.Name != name));
        var packages = new RecordPackagesInput(found.Repository.OldOrchestrator);
        var ran = await _operations.RunAsync(hold, _ => Task.FromResult(ModulePlanner.RunAll(order.Modules, failedBefore, parallel, packages)), view, stop);
        if (runner.LostLog is { } reason)
        {
            warn($"not all that modules wrote is in the log: {reason}");
        }

        ThrowFirst([ran?.Cause, selfUpdater.Failure]);
        return false;
    }

    /// <summary>Of several reasons one decides how the command ends; none of the others may be lost.</summary>
    private void ThrowFirst(IEnumerable<Exception?> causes)
    {
        var failures = causes.OfType<Exception>().ToList();
        foreach (var other in failures.Skip(1))
        {
            warn(other.Message);
        }

        if (failures is [var first, ..])
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>A module that its repository has switched off no longer runs: somebody may count on it.</summary>
    private void TellSwitchedOff(IReadOnlyList<InstalledModule> before, IReadOnlyList<InstalledModule> after)
    {
        foreach (var module in after.Where(module => module.Index is { Enabled: false } && before.Any(old => old.Name == module.Name && old.IsEnabled)))
        {
            warn($"version {module.Index!.VersionText} of module '{module.Name}' switches it off; 'shipkeeper modules enable {module.Name}' switches it on");
        }
    }

    /// <summary>Python takes as long to start as a repository on this host to be fetched.</summary>
    private void WarmUp(IReadOnlyList<InstalledModule> installed)
    {
        if (installed.Any(module => module.IsEnabled && ModuleEntry.IsPython(session.Tree, module.Index!)))
        {
            runner.WarmUp();
        }
    }

    private async Task<ModuleOrder> OrderAsync(IReadOnlyList<InstalledModule> installed, IReadOnlyList<string> only, CancellationToken ct)
    {
        if (only.FirstOrDefault(name => installed.All(module => module.Name != name) && !runner.Failures.ContainsKey(name)) is { } unknown)
        {
            throw ModuleErrors.NoSuchModule(unknown, installed.Select(module => module.Name));
        }

        var chosen = installed.Where(module => only.Count == 0 || only.Contains(module.Name)).ToList();
        var active = await session.Systemd.ListActiveAsync(ModuleOrder.ListUnits(EnabledOf(installed)), ct);
        var order = ModuleOrder.Of(EnabledOf(chosen), active);
        foreach (var warning in order.Warnings.Concat(order.TellUnusual(ModuleOrder.Of(EnabledOf(installed), active))))
        {
            warn(warning);
        }

        foreach (var disabled in chosen.Where(module => only.Count > 0 && module.Index is { Enabled: false }))
        {
            warn($"module '{disabled.Name}' is disabled, and not run");
        }

        RememberUnreadable(chosen);
        return order;
    }

    /// <summary>One that cannot be read has failed: it may be the most important of all.</summary>
    private void RememberUnreadable(IEnumerable<InstalledModule> modules)
    {
        foreach (var module in modules.Where(module => module.Problem is not null))
        {
            warn(module.Problem!.Message);
            runner.Remember(module.Name, module.Problem.Message);
        }
    }

    private static IReadOnlyList<ModuleIndex> EnabledOf(IEnumerable<InstalledModule> modules) => [.. modules.Where(module => module.IsEnabled).Select(module => module.Index!)];

    /// <summary>What of the repository cannot be taken has failed; what cannot be compared, and what has failed before, is only told.</summary>
    private void Tell(ModuleView found)
    {
        var choices = found.Choices;
        if (found.EmptyRepository is { } empty)
        {
            warn(empty);
        }

        choices.Where(choice => choice.Verdict is ModuleVerdict.Unreadable or ModuleVerdict.FailedBefore).ToList().ForEach(choice => warn(Describe(choice)));
        choices.Where(choice => choice.IsUnreadableInRepository).ToList().ForEach(choice => runner.Remember(choice.Module.Name, choice.Module.Problem!.Message));
    }

    private static string Describe(ModuleChoice choice) => choice.Verdict is ModuleVerdict.FailedBefore
        ? $"module '{choice.Module.Name}': version {choice.Module.Index!.VersionText} failed before ({choice.Because}), and is not taken until it changes; --retry takes it"
        : $"module '{choice.Module.Name}' is not compared: {choice.Because}";
}
