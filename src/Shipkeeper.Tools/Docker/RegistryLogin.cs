using System.Text.Json;
using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <summary>Who one registry knows us as. Never printed: what it holds leaves by the engine's header alone.</summary>
public sealed class RegistryLogin
{
    private readonly RegistryAuthBody _body;

    private RegistryLogin(RegistryAuthBody body) => _body = body;

    /// <summary>As the engine names the registry.</summary>
    public string Registry => _body.Serveraddress;

    public static RegistryLogin ByPassword(string registry, string user, string password) => new(new(registry) { Username = user, Password = password });

    /// <summary>By a token that the registry gave out at login in the place of a password.</summary>
    public static RegistryLogin ByToken(string registry, string token) => new(new(registry) { Identitytoken = token });

    public override string ToString() => $"login at {Registry}";

    internal string ToHeader() =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(_body, RegistryJson.Default.RegistryAuthBody)).Replace('+', '-').Replace('/', '_');
}
