using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Features.Teardown;

internal enum EngineThing
{
    [JsonStringEnumMemberName("container")]
    Container,
    [JsonStringEnumMemberName("network")]
    Network,
    [JsonStringEnumMemberName("volume")]
    Volume,
    [JsonStringEnumMemberName("image")]
    Image,
}

internal sealed record RemoveFromEngineInput(EngineThing Thing, IReadOnlyList<NamedId> Items);

/// <summary>Removes exactly what it names. What is gone already is no error; what is in use stops it.</summary>
internal sealed class RemoveFromEngine(PlatformSession session) : ForwardStepKind<RemoveFromEngineInput>(Name, TeardownJson.Default.RemoveFromEngineInput)
{
    private const string Name = "remove-from-engine";

    public static Step Step(RemoveFromEngineInput input, string reason) => Engine.Planning.Step.Of(Name, input, TeardownJson.Default.RemoveFromEngineInput, reason);

    protected override async Task<bool> IsDoneAsync(RemoveFromEngineInput input, StepScope scope, CancellationToken ct)
    {
        string[] label = [ComposeLabels.Is(ComposeLabels.Project, session.Platform.Name)];
        var present = input.Thing switch
        {
            EngineThing.Container => (await session.Docker.Containers.ListAsync(label, all: true, ct)).Select(container => container.Id),
            EngineThing.Network => (await session.Docker.Networks.ListAsync(label, ct)).Select(network => network.Id),
            EngineThing.Volume => (await session.Docker.Volumes.ListAsync([], ct)).Select(volume => volume.Name),
            _ => (await session.Docker.Images.ListAsync([], [], ct)).SelectMany(image => image.Tags.Append(image.Id)),
        };
        return !present.Intersect(input.Items.Select(item => input.Thing is EngineThing.Image ? item.Name : item.Id)).Any();
    }

    protected override async Task ApplyAsync(RemoveFromEngineInput input, StepScope scope, CancellationToken ct)
    {
        if (input.Thing is EngineThing.Network)
        {
            await new Reach(session.Docker, await OwnContainer.FindAsync(session.Docker, ct)).LeaveAsync(session.Platform.Name, ct);
        }

        await Task.WhenAll(input.Items.Select(async item =>
        {
            try
            {
                await RemoveAsync(input.Thing, item, ct);
            }
            catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode)
            {
                scope.Report($"{item.Name} was gone already");
            }
        }));
    }

    private Task RemoveAsync(EngineThing thing, NamedId item, CancellationToken ct) => thing switch
    {
        EngineThing.Container => session.Docker.Containers.RemoveAsync(item.Id, force: true, anonymousVolumes: false, ct),
        EngineThing.Network => session.Docker.Networks.RemoveAsync(item.Id, ct),
        EngineThing.Volume => session.Docker.Volumes.RemoveAsync(item.Id, ct),
        _ => session.Docker.Images.RemoveAsync(item.Name, ct),
    };
}
