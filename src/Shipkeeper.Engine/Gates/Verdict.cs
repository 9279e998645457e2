namespace Shipkeeper.Engine.Gates;

public enum VerdictKind
{
    /// <summary>Not yet good; it may become so.</summary>
    Wait,

    Open,

    /// <summary>It will not become good by waiting.</summary>
    Closed,
}

/// <summary>What a policy says of the readings, and why.</summary>
public sealed record Verdict(VerdictKind Kind, string Reason)
{
    public static Verdict Wait(string reason) => new(VerdictKind.Wait, reason);

    public static Verdict Open(string reason) => new(VerdictKind.Open, reason);

    public static Verdict Closed(string reason) => new(VerdictKind.Closed, reason);
}

/// <summary>A rule that judges readings. Pure.</summary>
public interface IGatePolicy
{
    Verdict Judge(Reading reading);
}
