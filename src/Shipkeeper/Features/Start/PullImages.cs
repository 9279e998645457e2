using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Features.Start;

/// <param name="Release">Whose pins say which images; null: as the compose files name them.</param>
/// <param name="Images">Service → reference.</param>
internal sealed record PullImagesInput(int? Release, IReadOnlyDictionary<string, string> Images);

/// <summary>Fetches images that the engine does not have. Nothing that runs is touched.</summary>
internal sealed class PullImages(PlatformSession session) : ForwardStepKind<PullImagesInput>(Name, StartJson.Default.PullImagesInput)
{
    private const string Name = "pull-images";

    public static Step Step(PullImagesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StartJson.Default.PullImagesInput, reason);

    protected override async Task<bool> IsDoneAsync(PullImagesInput input, StepScope scope, CancellationToken ct) =>
        (await PresentImages.FindMissingAsync(session.Docker, input.Images, ct)).Count == 0;

    protected override Task ApplyAsync(PullImagesInput input, StepScope scope, CancellationToken ct) =>
        session.Compose.PullAsync(session.ComposeProject(input.Release), [.. input.Images.Keys], scope.Report, ct);
}
