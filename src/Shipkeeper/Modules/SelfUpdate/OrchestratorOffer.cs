using System.Text.Json.Nodes;
using NuGet.Versioning;

namespace Shipkeeper.Modules.SelfUpdate;

/// <summary>The Shipkeeper that a repository offers to the hosts that take their modules from it: <c>orchestrator</c> in its index.</summary>
/// <param name="Sha256">In lower case.</param>
/// <param name="File">Its path in the repository.</param>
internal sealed record OrchestratorOffer(string Version, string Sha256, string File)
{
    public SemanticVersion Semantic => SemanticVersion.Parse(Version);

    /// <returns>Null where it offers none.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.bad-orchestrator</c>: it cannot be understood.</exception>
    public static OrchestratorOffer? Read(JsonObject index)
    {
        if (index["orchestrator"] is not { } node)
        {
            return null;
        }

        var fields = node as JsonObject ?? throw SelfUpdateErrors.Bad("its entry in the repository's index is no object");
        if (fields.All(field => field.Key == GlobalIndex.SeenField))
        {
            // What a host has recorded there: somebody has committed the index of a tree.
            return null;
        }

        var version = JsonFields.Text(fields, "version");
        return !SemanticVersion.TryParse(version ?? "", out _) ? throw SelfUpdateErrors.Bad($"'{version}' is no semantic version")
            : Sha256Text.TryRead(JsonFields.Text(fields, "sha256") ?? "") is { } sha256 ? new(version!, sha256, FileOf(fields))
            : throw SelfUpdateErrors.Bad("'sha256' is no SHA-256 sum");
    }

    private static string FileOf(JsonObject fields)
    {
        var file = JsonFields.Text(fields, "file") ?? throw SelfUpdateErrors.Bad("'file' is missing");
        return file.Split('/').Any(part => part is "" or "." or "..") ? throw SelfUpdateErrors.Bad($"'{file}' is no path in the repository") : file;
    }
}
