namespace Shipkeeper.Modules;

/// <summary>What phase 1 does with one module of the repository.</summary>
internal enum ModuleVerdict
{
    Current,

    /// <summary>What is installed is newer, and stays.</summary>
    Older,
    Newer,
    New,
    Disabled,

    /// <summary>Its code was taken out again after a failure, and has not changed since.</summary>
    FailedBefore,

    /// <summary>New ones are not wanted.</summary>
    Unwanted,

    /// <summary>It is installed, and not in the repository any more. It stays, and runs.</summary>
    Gone,

    /// <summary>It, or the one that is installed, cannot be judged.</summary>
    Unreadable,
}

/// <param name="Installed">Null where it is not installed.</param>
/// <param name="Because">Why, where the verdict does not say it all.</param>
internal sealed record ModuleChoice(RepositoryModule Module, InstalledModule? Installed, ModuleVerdict Verdict, string? Because = null)
{
    public bool IsTaken => Verdict is ModuleVerdict.Newer or ModuleVerdict.New;

    /// <summary>Not one of this host's that cannot be judged.</summary>
    public bool IsUnreadableInRepository => this is { Verdict: ModuleVerdict.Unreadable, Module.Problem: not null };

    /// <param name="failures">Module → the content that failed, and why.</param>
    /// <param name="findInTheWay">What stands in the place of a module that is not installed.</param>
    public static IReadOnlyList<ModuleChoice> OfAll(
        IReadOnlyList<RepositoryModule> repository,
        IReadOnlyList<InstalledModule> installed,
        IReadOnlyDictionary<string, ModuleFailure> failures,
        ModuleRequest request,
        Func<string, ShipkeeperException?> findInTheWay)
    {
        var known = installed.ToDictionary(module => module.Name);
        return
        [
            .. repository
                .Where(module => request.Wants(module.Name))
                .Select(module => module.Problem is null && !known.ContainsKey(module.Name) && findInTheWay(module.Name) is { } taken ? module with { Problem = taken } : module)
                .Select(module => Of(module, known.GetValueOrDefault(module.Name), failures.GetValueOrDefault(module.Name), request.TakesNew)),
        ];
    }

    private static ModuleChoice Of(RepositoryModule module, InstalledModule? installed, ModuleFailure? failure, bool takesNew)
    {
        if (installed is null && !takesNew)
        {
            return new(module, installed, ModuleVerdict.Unwanted);
        }

        if ((module.Problem ?? installed?.Problem) is { } problem)
        {
            return new(module, installed, ModuleVerdict.Unreadable, problem.Message);
        }

        if (module.Index!.Version is not { } offered)
        {
            return new(module, installed, ModuleVerdict.Unreadable, $"'{module.Index.VersionText}' in the repository is no version");
        }

        if (installed?.Index is not { } index)
        {
            return failure?.Content == module.Content ? new(module, installed, ModuleVerdict.FailedBefore, failure.Reason)
                : new(module, installed, ModuleVerdict.New);
        }

        return index.Version is not { } version ? new(module, installed, ModuleVerdict.Unreadable, $"'{index.VersionText}', which is installed, is no version")
            : version.IsNewerThan(offered) ? new(module, installed, ModuleVerdict.Older)
            : !offered.IsNewerThan(version) ? new(module, installed, ModuleVerdict.Current)
            : !index.Enabled ? new(module, installed, ModuleVerdict.Disabled)
            : failure?.Content == module.Content ? new(module, installed, ModuleVerdict.FailedBefore, failure.Reason)
            : new(module, installed, ModuleVerdict.Newer);
    }
}
