using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor;

/// <summary>One test of the doctor.</summary>
internal interface ICheck
{
    /// <summary>What it looks at, as people read it: <c>engine</c>.</summary>
    string Name { get; }

    /// <returns>What is wrong; empty when all is well. A failure of the check itself becomes a finding.</returns>
    Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct);
}
