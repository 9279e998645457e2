namespace Shipkeeper.Features.Init;

/// <summary>
/// Secret values on their way from a person to <c>.env</c>. They stay in memory: plan and journal name the keys alone. An operation that is
/// interrupted between the two is simply run again, and asks again.
/// </summary>
internal sealed class EnteredSecrets
{
    private IReadOnlyDictionary<string, string> _values = new Dictionary<string, string>();

    public IReadOnlyCollection<string> Keys => [.. _values.Keys];

    public void Set(IReadOnlyDictionary<string, string> values) => _values = values;

    public string? Find(string key) => _values.GetValueOrDefault(key);
}
