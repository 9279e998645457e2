using System.Text.RegularExpressions;

namespace Shipkeeper.Modules;

/// <summary>Which modules run, and in which order.</summary>
/// <param name="Modules">Lower priorities first, equal ones in the order of the names.</param>
/// <param name="Warnings">Of groups that were decided without a service that is active.</param>
internal sealed partial record ModuleOrder(IReadOnlyList<ModuleIndex> Modules, IReadOnlyList<string> Warnings)
{
    /// <summary>The units that decide which member of a group runs.</summary>
    public static IReadOnlyList<string> ListUnits(IEnumerable<ModuleIndex> modules) =>
        [.. modules.Where(module => module.Group is not null).Select(module => module.ServiceName).OfType<string>().Where(unit => Unit().IsMatch(unit)).Distinct()];

    /// <param name="enabled">Modules that would run if there were no groups.</param>
    /// <param name="active">Units that are active.</param>
    public static ModuleOrder Of(IReadOnlyList<ModuleIndex> enabled, IReadOnlySet<string> active)
    {
        var warnings = new List<string>();
        var chosen = enabled.GroupBy(module => module.Group).SelectMany(group => group.Key is { } name ? new[] { Choose(name, [.. group], active, warnings) } : group.AsEnumerable());
        return new([.. chosen.OrderBy(module => module.Priority).ThenBy(module => module.Name, StringComparer.Ordinal)], warnings);
    }

    /// <summary>Members of groups that run because somebody has named them, where another one would run else.</summary>
    /// <param name="usual">What runs when nobody names any.</param>
    public IEnumerable<string> TellUnusual(ModuleOrder usual) =>
        from module in Modules
        where module.Group is not null
        let other = usual.Modules.First(other => other.Group == module.Group)
        where other.Name != module.Name
        select $"module '{module.Name}' runs because it was named; of group '{module.Group}', '{other.Name}' runs otherwise";

    private static ModuleIndex Choose(string group, IReadOnlyList<ModuleIndex> members, IReadOnlySet<string> active, List<string> warnings)
    {
        var ordered = members.OrderBy(member => member.GroupOrder).ThenBy(member => member.Name, StringComparer.Ordinal).ToList();
        if (ordered.FirstOrDefault(member => member.ServiceName is { } unit && active.Contains(unit)) is { } running)
        {
            return running;
        }

        if (ordered.Count > 1)
        {
            warnings.Add($"group '{group}': none of its services is active, so '{ordered[0].Name}' runs, as its index says");
        }

        return ordered[0];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9@_.:\\][A-Za-z0-9@_.:\\-]*\z")]
    private static partial Regex Unit();
}
