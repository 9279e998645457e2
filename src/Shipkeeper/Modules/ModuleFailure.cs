namespace Shipkeeper.Modules;

/// <summary>Code that was taken out again, so that it is not tried until it changes.</summary>
/// <param name="Content">Git's id of its folder.</param>
internal sealed record ModuleFailure(string Version, string Content, string Reason, DateTimeOffset At, string Operation);

/// <summary>Code that has replaced another and has not run well yet.</summary>
/// <param name="From">The version before it, which is kept meanwhile.</param>
/// <param name="Before">Of code that has replaced another that had not run well either: what was said of that one.</param>
/// <param name="Failure">Of code that is tried once more: how it failed before.</param>
internal sealed record UnprovenModule(string Version, string Content, string From, UnprovenModule? Before = null, ModuleFailure? Failure = null);
