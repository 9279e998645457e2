using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Steps;

/// <param name="From">The release that was current before; null: none was.</param>
internal sealed record CommitReleaseInput(int Number, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? From = null);

/// <summary>Makes a recorded release the current one: the rename of one link.</summary>
internal sealed class CommitRelease(PlatformSession session) : StepKind<CommitReleaseInput>(Name, StepsJson.Default.CommitReleaseInput)
{
    public const string Name = "commit-release";

    public override bool CanUndo => true;

    public static Step Step(CommitReleaseInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.CommitReleaseInput, reason);

    protected override Task<bool> IsDoneAsync(CommitReleaseInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(session.Releases.IsCurrent(input.Number));

    protected override Task ApplyAsync(CommitReleaseInput input, StepScope scope, CancellationToken ct)
    {
        session.Releases.MakeCurrent(input.Number);
        return Task.CompletedTask;
    }

    protected override Task UndoAsync(CommitReleaseInput input, StepScope scope, CancellationToken ct)
    {
        if (input.From is { } from)
        {
            session.Releases.MakeCurrent(from);
        }

        return Task.CompletedTask;
    }
}
