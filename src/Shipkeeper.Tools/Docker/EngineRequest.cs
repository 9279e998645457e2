using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Shipkeeper.Tools.Docker;

/// <summary>One call of the API, as data.</summary>
/// <param name="Path">Below the version: <c>/containers/json?all=1</c>. Names in it went through <see cref="EnginePath"/>.</param>
/// <param name="Subject">What an error speaks of: <c>container 'web'</c>.</param>
internal sealed record EngineRequest(HttpMethod Method, string Path, string Subject)
{
    public static readonly TimeSpan UsualTimeLimit = TimeSpan.FromSeconds(30);

    public byte[]? Body { get; init; }

    /// <summary>An archive that is sent as it is read, whatever its size; instead of <see cref="Body"/>.</summary>
    public Stream? Archive { get; init; }

    /// <summary>Of a stream: until its headers arrive.</summary>
    public TimeSpan TimeLimit { get; init; } = UsualTimeLimit;

    /// <summary>For the registry that the engine is to ask; null for nobody's.</summary>
    public RegistryLogin? Login { get; init; }

    /// <summary>What a refusal means, from its status and the engine's words, where the subject is not the engine's own.</summary>
    public Func<HttpStatusCode, string, ShipkeeperException>? Explain { get; init; }

    public static EngineRequest Get(string path, string subject) => new(HttpMethod.Get, path, subject);

    public static EngineRequest Post(string path, string subject) => new(HttpMethod.Post, path, subject);

    public static EngineRequest Post<T>(string path, string subject, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path, subject) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    public static EngineRequest Put(string path, string subject, Stream archive) => new(HttpMethod.Put, path, subject) { Archive = archive };

    public static EngineRequest Delete(string path, string subject) => new(HttpMethod.Delete, path, subject);
}
