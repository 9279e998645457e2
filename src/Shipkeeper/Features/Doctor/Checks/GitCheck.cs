using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Where the platform is a git checkout, its secrets and state are kept out of commits.</summary>
internal sealed class GitCheck : ICheck
{
    public string Name => "git";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct) =>
        await GitExclude.FindAsync(session, ct) is { Missing.Count: > 0 } exclude
            ? [new(
                DoctorErrors.NotExcludedCode,
                Severity.Warning,
                $"git may commit {string.Join(", ", exclude.Missing)}", "shipkeeper init", new Fix($"exclude them in {exclude.File}", exclude.Add))]
            : [];
}
