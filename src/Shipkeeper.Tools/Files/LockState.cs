using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Tools.Files;

/// <param name="Holder">Null also when the lock is held by somebody whose record cannot be read.</param>
public sealed record LockState(bool IsHeld, Holder? Holder);
