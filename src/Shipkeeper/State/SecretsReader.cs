using System.Text;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.State;

/// <summary>Reads the secrets of layer 1 from where the platform file says they are.</summary>
internal static class SecretsReader
{
    private const int MaximumBytes = 64 << 10;

    /// <returns>The value; null when there is none.</returns>
    public static string? Read(Platform platform, SecretDefinition secret) => secret.Origin switch
    {
        SecretOrigin.FromEnvironment => Environment.GetEnvironmentVariable(secret.Name),
        SecretOrigin.FromFile file => ReadFile(platform.Directory, file.Path),
        _ => platform.Secrets[secret.Name],
    };

    /// <returns>The value; null when there is no such file.</returns>
    /// <exception cref="ShipkeeperException">It cannot be read.</exception>
    public static string? ReadFile(string directory, string path) => BoundedFile.Read(Path.Combine(directory, path), MaximumBytes) is { } content
        ? Encoding.UTF8.GetString(content).TrimEnd('\r', '\n')
        : null;

    /// <summary>Whether the file that holds the secret could be read.</summary>
    public static bool IsReadable(Platform platform, SecretDefinition secret) => secret.Origin switch
    {
        SecretOrigin.FromEnvironment => true,
        SecretOrigin.FromFile file => platform.Faults.All(fault => fault.File != file.Path),
        _ => platform.Faults.All(fault => fault.File != Platform.SecretsFileName),
    };

    /// <summary>Secrets that are not in <c>.env</c> and that Compose gets through its environment.</summary>
    public static IReadOnlyDictionary<string, string> ReadPassedThrough(Platform platform) =>
        platform.Definition.Secrets.Values
            .Where(secret => secret.Origin is SecretOrigin.FromEnvironment or SecretOrigin.FromFile && IsReadable(platform, secret))
            .Select(secret => (secret.Name, Value: Read(platform, secret)))
            .Where(secret => secret.Value is not null)
            .ToDictionary(secret => secret.Name, secret => secret.Value!);

    /// <summary>Everything that must not be shown: all of <c>.env</c>, declared or not, and what is kept elsewhere.</summary>
    public static Redaction RedactionOf(Platform platform) =>
        new(platform.Secrets.Keys.Select(key => platform.Secrets[key] ?? "")
            .SelectMany(value => new[] { value, Variables.Replace(value, Known(platform)) })
            .Concat(ReadPassedThrough(platform).Values));

    /// <summary>What Compose puts in the place of a variable that stands in a value.</summary>
    private static Dictionary<string, string> Known(Platform platform)
    {
        var known = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(name => name, name => Environment.GetEnvironmentVariable(name) ?? "");
        foreach (var file in new[] { platform.Secrets, platform.SettingsFile })
        {
            foreach (var key in file.Keys)
            {
                known[key] = file[key] ?? "";
            }
        }

        return known;
    }
}
