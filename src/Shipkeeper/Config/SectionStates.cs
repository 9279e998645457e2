using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>Looks at every section. What cannot be asked is unknown, and no reason to say nothing of the others.</summary>
internal static class SectionStates
{
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
            var changed = SectionKeys.FindChanged(session.Platform, await store.ReadKeysAsync(ct));
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

    public static IReadOnlyList<SectionState> AllUnknown(Platform platform, string why) =>
        [.. platform.Definition.Config.Values.Select(section => Of(section, SectionStanding.Unknown, why))];

    private static async Task<SectionState> ReadAsync(
        ConfigStore store, ConfigSectionDefinition section, IReadOnlyList<RememberedKey> changed, CancellationToken ct)
    {
        try
        {
            var isSet = await store.IsSetAsync(section, ct);
            return isSet is not false && changed.FirstOrDefault(key => key.Section == section.Name) is { } key
                ? Of(section, SectionStanding.KeyChanged, $"{key.SecretName} is not the key that it was encrypted with")
                : isSet switch
                {
                    true => Of(section, SectionStanding.Set),
                    false => Of(section, section.Required ? SectionStanding.Missing : SectionStanding.NotSet),
                    null => Of(section, SectionStanding.NoRead, "it has no 'read' that would say whether it is set"),
                };
        }
        catch (ShipkeeperException failure)
        {
            return Of(section, SectionStanding.Unknown, failure.Message);
        }
    }

    private static SectionState Of(ConfigSectionDefinition section, SectionStanding state, string? note = null) =>
        new(section.Name, section.Summary, section.Required, state, note);
}
