using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Features.Teardown;

internal sealed record TeardownRequest(bool Volumes, bool Images, bool Secrets);

/// <summary>What of a platform is on the engine and shall go: found by the label of its Compose project, never by names.</summary>
/// <param name="Containers">Name and id, so that a container that was made anew meanwhile is another one.</param>
/// <param name="VolumesStay">Some that compose files name.</param>
/// <param name="UnnamedStay">Volumes that only the containers know by name, and so nobody once these are gone.</param>
internal sealed record TeardownView(
    string Platform,
    KnownServices Known,
    IReadOnlyList<NamedId> Containers,
    IReadOnlyList<NamedId> Networks,
    IReadOnlyList<NamedId> Volumes,
    IReadOnlyList<NamedId> Images,
    bool Secrets,
    bool Releases,
    bool VolumesStay,
    IReadOnlyList<string> UnnamedStay)
{
    public static async Task<TeardownView> ObserveAsync(PlatformSession session, TeardownRequest request, CancellationToken ct)
    {
        var docker = session.Docker;
        string[] label = [ComposeLabels.Is(ComposeLabels.Project, session.Platform.Name)];
        var containers = (await docker.Containers.ListAsync(label, all: true, ct)).Where(container => !ObservedServices.HasRole(container));
        var networks = await docker.Networks.ListAsync(label, ct);
        var named = (await docker.Volumes.ListAsync(label, ct)).Select(volume => volume.Name).ToList();
        var unnamed = await FindUnnamedVolumesAsync(session, ct);
        return new(
            session.Platform.Name,
            await KnownServices.FindAsync(session, ct),
            Sorted(containers.Select(container => new NamedId(container.Name, container.Id))),
            Sorted(networks.Select(network => new NamedId(network.Name, network.Id))),
            request.Volumes ? Sorted(named.Union(unnamed).Select(volume => new NamedId(volume, volume))) : [],
            request.Images ? await ImagesAsync(session, ct) : [],
            request.Secrets && session.Files.Exists(Model.Platform.SecretsFileName),
            request.Images && session.Releases.Any(),
            !request.Volumes && named.Count > 0,
            request.Volumes ? [] : [.. unnamed.Order(StringComparer.Ordinal)]);
    }

    public IEnumerable<string> Describe()
    {
        foreach (var (what, items) in new[] { ("containers", Containers), ("networks", Networks), ("volumes, with all data in them", Volumes), ("images", Images) })
        {
            if (items.Count > 0)
            {
                yield return $"{what}: {string.Join(", ", items.Select(item => item.Name))}";
            }
        }

        if (Releases)
        {
            yield return "the record of its releases: the next start takes the files as they are";
        }

        if (Secrets)
        {
            yield return ".env" + (VolumesStay || UnnamedStay.Count > 0 ? ": the data in volumes stays, and what is encrypted in it can never be read again" : "");
        }
    }

    /// <summary>What nobody has asked to be removed, as far as there is any of it.</summary>
    public string DescribeKept() => string.Join(", ", new[]
    {
        VolumesStay ? "the volumes with all data in them" : null,
        UnnamedStay.Count > 0 ? $"volumes without a name, which the next start does not find: {string.Join(", ", UnnamedStay)}" : null,
        Images.Count == 0 ? "the images" : null,
        Secrets ? null : ".env",
        "the files of the platform",
        Releases ? ".shipkeeper with the journals" : ".shipkeeper with the journals and releases",
    }.OfType<string>());

    /// <summary>The names that compose files and releases use, but for those by which others use the image too; an image goes with the last of its names.</summary>
    private static async Task<IReadOnlyList<NamedId>> ImagesAsync(PlatformSession session, CancellationToken ct)
    {
        var ours = await session.Docker.Images.ListAsync([Pins.RepositoryOf(session.Platform.Name, "*")], [], ct);
        var references = session.Releases.ReadCurrent()?.Services.Values.Select(service => service.Pin.Reference) ?? [];
        var found = await Task.WhenAll(references.Distinct().Select(reference => PresentImages.FindAsync(session.Docker, reference, ct)));
        var others = (await session.Docker.Containers.ListAsync([], all: true, ct))
            .Where(container => container.Labels.GetValueOrDefault(ComposeLabels.Project) != session.Platform.Name).Select(container => container.ImageId).ToHashSet();
        var named = references.Distinct().Zip(found)
            .Where(image => image.Second is not null && !others.Contains(image.Second.Id) && !image.Second.Tags.Any(tag => Pins.IsOfAnother(session.Platform.Name, tag)))
            .Select(image => new NamedId(image.First, image.Second!.Id));
        return Sorted(ours.SelectMany(image => image.Tags.Select(tag => new NamedId(tag, image.Id))).Concat(named).Distinct());
    }

    /// <summary>
    /// Those that only containers of the platform have. Compose hands them on to the next container by the name that the engine made up, so that
    /// the engine no longer takes them for the container's own.
    /// </summary>
    private static async Task<IReadOnlyList<string>> FindUnnamedVolumesAsync(PlatformSession session, CancellationToken ct)
    {
        var containers = (await session.Docker.Containers.ListAsync([], all: true, ct)).ToLookup(container => container.Labels.GetValueOrDefault(ComposeLabels.Project) == session.Platform.Name);
        var external = session.Releases.ReadCurrent()?.ExternalVolumes ?? [];
        return [.. VolumesOf(containers[true]).Where(EngineVolumes.IsUnnamed).Except(external).Except(VolumesOf(containers[false]))];
    }

    private static IEnumerable<string> VolumesOf(IEnumerable<ContainerSummary> containers) =>
        containers.SelectMany(container => container.Mounts).Select(mount => mount.Name).OfType<string>();

    private static IReadOnlyList<NamedId> Sorted(IEnumerable<NamedId> items) => [.. items.OrderBy(item => item.Name, StringComparer.Ordinal)];
}

/// <summary>Something on the engine as people call it, and as it is told apart.</summary>
internal sealed record NamedId(string Name, string Id);
