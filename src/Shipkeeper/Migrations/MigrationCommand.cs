using System.Security.Cryptography;
using System.Text;
using Shipkeeper.Model;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Migrations;

/// <summary>A command with which a release migrates its database.</summary>
/// <param name="Source">What it does depends on that; see <see cref="SourceOf"/>.</param>
/// <param name="Text">The command, as one types it.</param>
internal sealed record MigrationCommand(string Source, string Text)
{
    /// <param name="service">The service in whose container it runs.</param>
    public static MigrationCommand Of(Release release, string service, IReadOnlyList<string> command) => new(SourceOf(release, service), CommandLine.Of(command));

    /// <returns>What a service is made of: the id of its image, and the hash of the definition files that are mounted there, if any.</returns>
    public static string SourceOf(Release release, string service)
    {
        var released = release.Services[service];
        var files = release.Files.Where(file => released.Mounts(file.Key)).Select(file => $"{file.Key} {file.Value}\n").Order(StringComparer.Ordinal).ToList();
        return files.Count == 0 ? released.Pin.ImageId : $"{released.Pin.ImageId} with files {Hash(string.Concat(files))}";
    }

    private static string Hash(string files) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(files)));
}
