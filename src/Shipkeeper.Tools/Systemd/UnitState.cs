namespace Shipkeeper.Tools.Systemd;

/// <summary>What a unit does now, and what it will do at the next start of the host.</summary>
/// <param name="Startup">In systemd's words: <c>enabled</c>, <c>disabled</c>, <c>masked</c>, <c>static</c>, …; empty where there is no such unit.</param>
public sealed record UnitState(string Unit, bool Active, string Startup);
