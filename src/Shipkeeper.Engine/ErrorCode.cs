namespace Shipkeeper.Engine;

/// <summary>What a failure means for the person at the keyboard; one exit code each.</summary>
public enum ErrorKind
{
    /// <summary>The operation failed; what is done stays.</summary>
    Failed,

    /// <summary>The command line or a file it names cannot be understood.</summary>
    Usage,

    /// <summary>Refused before anything changed.</summary>
    Refused,

    /// <summary>Failed, and everything was put back.</summary>
    RolledBack,

    /// <summary>Stuck: a person must decide.</summary>
    NeedsPerson,

    /// <summary>Somebody else holds the lock.</summary>
    Busy,

    /// <summary>Stopped on request, and brought to an end first.</summary>
    Interrupted,
}

/// <summary>
/// The stable name of one kind of failure, and what <c>shipkeeper explain</c> says of it.
/// Every code is a field of the <c>…Errors</c> file whose factories use it.
/// </summary>
/// <param name="Name">Area and fault in kebab case: <c>start.gate-closed</c>. Never renamed.</param>
/// <param name="Kind">Decides the exit code.</param>
/// <param name="Meaning">One paragraph: what happened, why it can happen, what to do.</param>
public sealed record ErrorCode(string Name, ErrorKind Kind, string Meaning)
{
    public ShipkeeperException Because(string message, string hint, IReadOnlyList<string>? details = null, Exception? inner = null) =>
        new(this, message, hint, details ?? [], inner);
}
