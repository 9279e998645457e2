using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Simulated;

/// <summary>Nobody watches.</summary>
internal sealed class Silence : IOperationView
{
    public static Silence View { get; } = new();

    public void Begun(Operation operation)
    {
    }

    public void Recorded(Operation operation, JournalRecord record)
    {
    }

    public void Reported(Operation operation, StepId step, string text)
    {
    }
}
