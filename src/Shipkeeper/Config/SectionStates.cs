using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>How it stands with one section.</summary>
/// <param name="State"><c>set</c>, <c>missing</c> (not set, and the application waits for it), <c>not set</c>, <c>unknown</c>.</param>
/// <param name="Note">Why nobody can tell, or what is wrong with it all the same; null when there is nothing to add.</param>
internal sealed record SectionState(string Section, string? Summary, bool Required, string State, string? Note);

/// <summary>Looks at every section. What cannot be asked is unknown, and no reason to say nothing of the others.</summary>
internal static class SectionStates
{
    public const string Set = "set";
    public const string Missing = "missing";
    public const string NotSet = "not set";
    public const string Unknown = "unknown";

    public static async Task<IReadOnlyList<SectionState>> ReadAsync(PlatformSession session, CancellationToken ct)
    {
        var sections = session.Platform.Definition.Config.Values.ToList();
        if (sections.Count == 0)
        {
            return [];
        }

        try
        {
            await using var store = await ConfigStore.OpenAsync(session, "config", ct);
            var changed = ChangedKeys(session.Platform, await store.ReadKeysAsync(ct));
            var states = new List<SectionState>();
            foreach (var section in sections)
            {
                states.Add(await ReadAsync(store, section, changed, ct));
            }

            return states;
        }
        catch (ShipkeeperException failure)
        {
            return AllUnknown(session.Platform, failure.Message);
        }
    }

    public static IReadOnlyList<SectionState> AllUnknown(Platform platform, string why) => [.. platform.Definition.Config.Values.Select(section => Of(section, Unknown, why))];

    /// <summary>Remembered keys that are not what the secrets hold now, also where they hold no key at all.</summary>
    /// <param name="remembered">Fingerprints by the name of the secret.</param>
    public static IReadOnlyList<string> ChangedKeys(Platform platform, IReadOnlyDictionary<string, string> remembered) =>
    [
        .. from name in platform.Definition.Config.Values.SelectMany(SectionKeys.NamesOf).Distinct()
           where remembered.ContainsKey(name) && SectionKeys.FindFingerprint(platform, name) != remembered[name]
           select name,
    ];

    private static async Task<SectionState> ReadAsync(ConfigStore store, ConfigSectionDefinition section, IReadOnlyList<string> changedKeys, CancellationToken ct)
    {
        try
        {
            return await store.IsSetAsync(section, ct) switch
            {
                true => Of(section, Set, SectionKeys.NamesOf(section).Intersect(changedKeys).FirstOrDefault() is { } name ? $"{name} is not the key that it was encrypted with" : null),
                false => Of(section, section.Required ? Missing : NotSet, null),
                null => Of(section, Unknown, "it has no 'read' that would say whether it is set"),
            };
        }
        catch (ShipkeeperException failure)
        {
            return Of(section, Unknown, failure.Message);
        }
    }

    private static SectionState Of(ConfigSectionDefinition section, string state, string? note) => new(section.Name, section.Summary, section.Required, state, note);
}
