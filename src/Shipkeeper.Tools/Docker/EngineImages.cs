using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <param name="Tags">As <c>name:tag</c>.</param>
/// <param name="Digests">As <c>name@sha256:…</c>; none for an image that was built here.</param>
/// <param name="Size">Bytes, shared layers included.</param>
public sealed record ImageSummary(
    string Id, IReadOnlyList<string> Tags, IReadOnlyList<string> Digests, IReadOnlyDictionary<string, string> Labels, DateTimeOffset Created, long Size);

/// <param name="Architecture">In Go's words: amd64, arm64.</param>
public sealed record ImageDetails(
    string Id, IReadOnlyList<string> Tags, IReadOnlyList<string> Digests, IReadOnlyDictionary<string, string> Labels, DateTimeOffset? Created,
    string Architecture, string OperatingSystem, string Variant, long Size)
{
    /// <summary>When it got one of its names here, by being pulled, built or tagged; null where the engine does not know.</summary>
    public DateTimeOffset? LastTagged { get; init; }

    /// <summary>In which its programs begin; empty where it says none.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>What its programs find in their environment, by name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>Images on the engine's disk, by reference or id.</summary>
public sealed class EngineImages
{
    private readonly EngineConnection _connection;

    internal EngineImages(EngineConnection connection) => _connection = connection;

    /// <param name="references">Any of them: <c>name</c>, <c>name:tag</c>, with * for a part of a name. None for all images.</param>
    /// <param name="labels">All of them.</param>
    public async Task<IReadOnlyList<ImageSummary>> ListAsync(IEnumerable<string> references, IEnumerable<string> labels, CancellationToken ct)
    {
        var filters = EnginePath.Filters(("reference", references), ("label", labels));
        var request = EngineRequest.Get("/images/json" + EnginePath.Query(("filters", filters)), "the list of images");
        var answers = await _connection.ReadAsync(request, EngineJson.Default.ImageListAnswerArray, ct);
        return [.. answers.OfType<ImageListAnswer>().Select(answer => answer.ToSummary())];
    }

    public async Task<ImageDetails> InspectAsync(string image, CancellationToken ct) =>
        (await _connection.ReadAsync(EngineRequest.Get(Path(image, "/json"), Subject(image)), EngineJson.Default.ImageAnswer, ct)).ToDetails();

    /// <summary>Gives the image one more name. A name that another image has moves over.</summary>
    public Task TagAsync(string image, string repository, string tag, CancellationToken ct) => _connection.SendAsync(
        EngineRequest.Post(Path(image, "/tag" + EnginePath.Query(("repo", repository), ("tag", tag))), Subject(image)), ct);

    /// <summary>Takes the name away, and the image with its last name. Error <c>docker.conflict</c> while a container needs it.</summary>
    public Task RemoveAsync(string image, CancellationToken ct) => _connection.SendAsync(
        EngineRequest.Delete(Path(image, ""), Subject(image)) with { TimeLimit = TimeSpan.FromMinutes(2) }, ct);

    private static string Path(string image, string rest) => $"/images/{EnginePath.Image(image)}{rest}";

    private static string Subject(string image) => $"image '{image}'";
}
