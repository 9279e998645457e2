namespace Shipkeeper.Tools.Docker.Wire;

internal sealed record ContainerCreateBody
{
    public required string Image { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public string? User { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public HealthcheckBody Healthcheck { get; init; } = new(["NONE"]);

    public required HostConfigBody HostConfig { get; init; }
}

internal sealed record HealthcheckBody(IReadOnlyList<string> Test);

internal sealed record HostConfigBody
{
    public string NetworkMode { get; init; } = "none";

    public required IReadOnlyList<MountBody> Mounts { get; init; }

    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    public long? ShmSize { get; init; }
}

internal sealed record MountBody(string Type, string? Source, string Target, bool ReadOnly, VolumeOptionsBody? VolumeOptions = null);

/// <param name="NoCopy">What the image has at that place does not come into an empty volume.</param>
internal sealed record VolumeOptionsBody(bool NoCopy);

internal sealed record ContainerCreatedAnswer(string? Id);

internal sealed record WaitAnswer(int? StatusCode);

/// <summary>What another container like this one is made of. Its environment holds secrets: it goes from the engine to the engine, and nowhere else.</summary>
internal sealed record ContainerRecipeAnswer
{
    public string? Image { get; init; }

    public RecipeConfigAnswer? Config { get; init; }

    public RecipeHostAnswer? HostConfig { get; init; }

    public List<MountAnswer?>? Mounts { get; init; }
}

internal sealed record RecipeConfigAnswer(List<string>? Entrypoint, List<string>? Cmd, List<string>? Env, string? User);

internal sealed record RecipeHostAnswer(Dictionary<string, string>? Tmpfs, long? ShmSize);
