using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Features.Start;

/// <param name="Images">Service → reference.</param>
internal sealed record BuildImagesInput(IReadOnlyDictionary<string, string> Images);

/// <summary>Builds images that the engine does not have, as the compose files say.</summary>
internal sealed class BuildImages(PlatformSession session) : ForwardStepKind<BuildImagesInput>(Name, StartJson.Default.BuildImagesInput)
{
    private const string Name = "build-images";

    public static Step Step(BuildImagesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StartJson.Default.BuildImagesInput, reason);

    protected override async Task<bool> IsDoneAsync(BuildImagesInput input, StepScope scope, CancellationToken ct) =>
        (await PresentImages.FindMissingAsync(session.Docker, input.Images, ct)).Count == 0;

    protected override Task ApplyAsync(BuildImagesInput input, StepScope scope, CancellationToken ct) =>
        session.Compose.BuildAsync(session.ComposeProject(release: null), [.. input.Images.Keys], scope.Report, ct);
}
