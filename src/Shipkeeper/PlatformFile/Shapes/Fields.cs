using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>The keys of one map after reading, for the function that makes a definition of them.</summary>
internal sealed class Fields(Spot spot, IReadOnlyDictionary<Key, object?> values, IReadOnlyDictionary<string, MapEntry> given)
{
    /// <summary>The key that holds the map: the name of a secret, a section, a service.</summary>
    public string Name => spot.Name;

    /// <summary>Where that key stands.</summary>
    public Place Place => spot.Owner;

    /// <summary>Whether every value could be read; else a rule between them would report mere consequences.</summary>
    public required bool AreSound { get; init; }

    public T Get<T>(Key<T> key) => (T)values[key]!;

    public bool Has(Key key) => given.ContainsKey(key.Name);

    /// <summary>Reports at the value of a key, or at the map where the key is not there.</summary>
    public void Report(Key key, string text) => Report(key.Name, text);

    /// <inheritdoc cref="Report(Key, string)"/>
    public void Report(string key, string text)
    {
        var place = given.TryGetValue(key, out var entry) ? spot.Child(entry).Place : spot.Absent(key).Owner;
        spot.Problems.Add(place, text);
    }

    public void Report(string text) => spot.Problems.Add(spot.Owner, text);
}
