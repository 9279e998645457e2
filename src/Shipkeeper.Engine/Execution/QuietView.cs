using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>Stands between an operation and whoever watches it: tells one thing at a time, and keeps the watcher's failures away from the operation.</summary>
internal sealed class QuietView(IOperationView view) : IOperationView
{
    private readonly Lock _one = new();

    public void Begun(Operation operation) => Tell(() => view.Begun(operation));

    public void Recorded(Operation operation, JournalRecord record) => Tell(() => view.Recorded(operation, record));

    public void Reported(Operation operation, StepId step, string text) => Tell(() => view.Reported(operation, step, text));

    private void Tell(Action tell)
    {
        lock (_one)
        {
            try
            {
                tell();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // A closed terminal is no reason to undo an upgrade, or to leave an undo half done. The journal holds all that was not shown.
            }
        }
    }
}
