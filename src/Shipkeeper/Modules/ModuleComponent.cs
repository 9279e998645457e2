namespace Shipkeeper.Modules;

/// <summary>A part of a module that can be switched on this host.</summary>
internal sealed record ModuleComponent(string Name, bool Enabled);
