using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Docker.Wire;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// Logins where <c>docker login</c> keeps them: in config.json, or with a credential helper that it names. A search never fails: an image
/// may well be public. What was in the way is told when the registry wants a login.
/// </summary>
/// <param name="folder">That holds config.json.</param>
public sealed partial class RegistryLogins(IToolRunner tools, string folder)
{
    private const string FileName = "config.json";
    private const int MaximumBytes = 1 << 20;

    /// <summary>By which config.json knows the usual registry, for historical reasons.</summary>
    private const string UsualAddress = "https://index.docker.io/v1/";

    /// <summary>The user name by which a helper says that its secret is a token.</summary>
    private const string TokenUser = "<token>";

    private static readonly TimeSpan HelperLimit = TimeSpan.FromSeconds(10);

    /// <summary>Where the docker command line looks: <c>DOCKER_CONFIG</c>, else the folder of the user.</summary>
    public static RegistryLogins OfUser(IToolRunner tools) => new(
        tools,
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".docker"));

    /// <param name="reference">Of the image that a registry will be asked for; the login is for that registry alone.</param>
    public async Task<FoundLogin> FindAsync(string reference, CancellationToken ct)
    {
        if (!ImageReference.TryParse(reference, out var image))
        {
            return FoundLogin.None;
        }

        try
        {
            var config = Read();
            var helper = config?.CredHelpers?.GetValueOrDefault(AddressOf(image)) ?? config?.CredsStore;
            return helper is { Length: > 0 } ? await AskHelperAsync(helper, image, ct) : new(Stored(config, image));
        }
        catch (ShipkeeperException failure)
        {
            return new(Login: null, $"no login was found, because {DockerErrors.Said(failure.Message)}");
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            return new(Login: null, $"no login was found, because {Path.Combine(folder, FileName)} cannot be understood");
        }
    }

    /// <summary>As config.json, credential helpers and the engine name the registry.</summary>
    internal static string AddressOf(ImageReference image) => image.Registry == ImageReference.UsualRegistry ? UsualAddress : image.Registry;

    private ConfigFileAnswer? Read() => BoundedFile.Read(Path.Combine(folder, FileName), MaximumBytes) is { } content
        ? JsonSerializer.Deserialize(content, RegistryJson.Default.ConfigFileAnswer)
        : null;

    private static RegistryLogin? Stored(ConfigFileAnswer? config, ImageReference image)
    {
        var auths = config?.Auths ?? [];
        var stored = auths.GetValueOrDefault(AddressOf(image)) ?? auths.FirstOrDefault(entry => HostOf(entry.Key) == HostOf(AddressOf(image))).Value;
        if (stored is null)
        {
            return null;
        }

        // "user:password" in one, as docker login writes it; without either, a helper has taken them.
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(stored.Auth ?? "")).TrimEnd('\0').Split(':', 2);
        return stored.Identitytoken is { Length: > 0 } token ? RegistryLogin.ByToken(AddressOf(image), token)
            : pair is [{ Length: > 0 } user, var password] ? RegistryLogin.ByPassword(AddressOf(image), user, password)
            : stored is { Username: { Length: > 0 } name, Password: { } word } ? RegistryLogin.ByPassword(AddressOf(image), name, word)
            : null;
    }

    /// <summary>The helper is given the registry's address on its standard input, and answers with the login on its standard output.</summary>
    private async Task<FoundLogin> AskHelperAsync(string helper, ImageReference image, CancellationToken ct)
    {
        if (!HelperName().IsMatch(helper))
        {
            return new(Login: null, $"no login was found, because {FileName} names the credential helper '{DockerErrors.Said(helper)}'");
        }

        var result = await tools.RunAsync(HelperCall(helper, image), ct);
        if (!result.Ok)
        {
            return result.Output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)
                ? FoundLogin.None
                : new(Login: null, $"no login was found, because docker-credential-{helper} ended with exit code {result.ExitCode}");
        }

        return JsonSerializer.Deserialize(result.Output, RegistryJson.Default.HelperAnswer) switch
        {
            { Username: TokenUser, Secret: { Length: > 0 } token } => new(RegistryLogin.ByToken(AddressOf(image), token)),
            { Username: { Length: > 0 } user, Secret: { } secret } => new(RegistryLogin.ByPassword(AddressOf(image), user, secret)),
            _ => FoundLogin.None,
        };
    }

    private static ToolCall HelperCall(string helper, ImageReference image) => ToolCall.Of($"docker-credential-{helper}", "get") with
    {
        Environment = ToolEnvironment.OfOurs(ToolEnvironment.OursBeginningWith("DOCKER_")),
        Input = Encoding.UTF8.GetBytes(AddressOf(image)),
        TimeLimit = HelperLimit,
        OutputLimit = 64 * 1024,
    };

    /// <summary>Older files hold whole addresses: <c>https://registry.example/v1/</c>.</summary>
    private static string HostOf(string address) => address.Split("://") is [.., var rest] ? rest.Split('/')[0] : address;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex HelperName();
}
