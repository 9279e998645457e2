namespace Shipkeeper.Model;

/// <summary>Services in the order of what they depend on.</summary>
internal static class ServiceOrder
{
    /// <param name="dependencies">Service → services that start before it; others are no concern. Compose has refused cycles already.</param>
    public static IReadOnlyList<string> Sort(IReadOnlyDictionary<string, IReadOnlyCollection<string>> dependencies) => [.. Groups(dependencies).SelectMany(group => group)];

    /// <returns>Groups that can start side by side, each after the one before.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Groups(IReadOnlyDictionary<string, IReadOnlyCollection<string>> dependencies)
    {
        var groups = new List<IReadOnlyList<string>>();
        var left = dependencies.Keys.Order(StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var free = left.Where(name => !dependencies[name].Any(left.Contains)).ToList();
            var group = free.Count > 0 ? free : [.. left];
            groups.Add(group);
            left = [.. left.Except(group)];
        }

        return groups;
    }
}
