using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Every journal is whole, and follows from the one before it.</summary>
internal sealed class JournalCheck : ICheck
{
    public string Name => "journals";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        session.OperationStore.CheckChain();
        return Task.FromResult<IReadOnlyList<Finding>>([]);
    }
}
