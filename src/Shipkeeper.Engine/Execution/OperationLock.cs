namespace Shipkeeper.Engine.Execution;

/// <summary>Who holds the lock: for display, and to tell a living holder from what a dead one left running.</summary>
/// <param name="BootId">Of the machine's current boot; process ids mean nothing in another.</param>
/// <param name="Operation">Null while nothing is planned yet.</param>
public sealed record Holder(string Actor, int ProcessId, string BootId, DateTimeOffset Since, string Verb, string? Operation = null);

/// <summary>The one right to change a platform.</summary>
public interface IOperationLock
{
    /// <exception cref="ShipkeeperException">Kind <see cref="ErrorKind.Busy"/>: it names the holder.</exception>
    Task<IOperationHold> TakeAsync(string verb, CancellationToken ct);
}

/// <summary>The lock in hand; disposing it sets it free.</summary>
public interface IOperationHold : IAsyncDisposable
{
    Holder Holder { get; }

    void Name(string operationId);
}
