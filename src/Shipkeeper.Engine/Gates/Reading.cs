namespace Shipkeeper.Engine.Gates;

/// <summary>The facts of one measurement, as a probe found them: <c>state</c> running, <c>health</c> starting. It does not judge.</summary>
/// <param name="Facts">Named values in the order in which people should read them.</param>
public sealed record Reading(DateTimeOffset At, IReadOnlyList<KeyValuePair<string, string>> Facts)
{
    public string? this[string name] => Facts.Where(fact => fact.Key == name).Select(fact => fact.Value).FirstOrDefault();

    public override string ToString() => string.Join(", ", Facts.Select(fact => $"{fact.Key} {fact.Value}"));
}

/// <summary>A measurement that goes on: it yields a reading at once, and another whenever something changes.</summary>
public interface IProbe
{
    IAsyncEnumerable<Reading> ReadAsync(CancellationToken ct);
}
