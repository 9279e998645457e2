using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>Where operations are kept. Only the holder of the lock creates and opens them.</summary>
public interface IOperationStore
{
    /// <summary>Records the plan and its journal's first line, all or nothing.</summary>
    Task<Operation> CreateAsync(Plan plan, string actor);

    /// <summary>The newest operation, open for recovery; null when it has ended, or there is none. Older ones have always ended.</summary>
    Task<Operation?> OpenUnfinishedAsync();
}
