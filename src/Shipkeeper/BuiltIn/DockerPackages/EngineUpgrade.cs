using System.Text.Json;
using Shipkeeper.Tools.Apt;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.BuiltIn.DockerPackages;

/// <summary>
/// An upgrade of the engine with all that its end is judged by, and that nobody can read any more once it has begun. It is written down first: a run that was
/// ended in the middle is gone on with by the next one.
/// </summary>
/// <param name="Containers">Those that ran before.</param>
/// <param name="Invocations">Unit of systemd → its invocation before.</param>
internal sealed record EngineUpgrade(
    IReadOnlyList<PackageChange> Packages, IReadOnlyList<AwaitedContainer> Containers, IReadOnlyDictionary<string, string> Invocations)
{
    private const string FileName = "upgrade.json";

    /// <returns>The one that was begun and has come to none of its ends; null when there is none.</returns>
    public static EngineUpgrade? Find(RootedFiles folder) =>
        folder.Exists(FileName) ? JsonSerializer.Deserialize(folder.Read(FileName), BuiltInJson.Default.EngineUpgrade) : null;

    public void Begin(RootedFiles folder) => folder.Write(FileName, JsonSerializer.SerializeToUtf8Bytes(this, BuiltInJson.Default.EngineUpgrade));

    /// <summary>It has come to an end, whichever.</summary>
    public static void End(RootedFiles folder) => folder.Remove(FileName);
}

/// <summary>A container that has to run again.</summary>
/// <param name="IsHealthy">Whether its health check has to say so too.</param>
internal sealed record AwaitedContainer(string Id, string Name, bool IsHealthy);
