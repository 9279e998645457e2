using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Features.Start;

internal sealed record PutFilesBackInput(int Release, IReadOnlyList<FileEdit> Edits);

/// <summary>Puts the definition files of a release back where they were edited; what was edited is kept aside.</summary>
internal sealed class PutFilesBack(PlatformSession session) : ForwardStepKind<PutFilesBackInput>(Name, StartJson.Default.PutFilesBackInput)
{
    private const string Name = "put-files-back";

    public static Step Step(PutFilesBackInput input, string reason) => Engine.Planning.Step.Of(Name, input, StartJson.Default.PutFilesBackInput, reason);

    protected override Task<bool> IsDoneAsync(PutFilesBackInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(new FilePlacement(session, scope.OperationId).IsBack(session.Releases.Read(input.Release)));

    protected override Task ApplyAsync(PutFilesBackInput input, StepScope scope, CancellationToken ct)
    {
        new FilePlacement(session, scope.OperationId).PutBack(session.Releases.Read(input.Release), others: []);
        return Task.CompletedTask;
    }
}
