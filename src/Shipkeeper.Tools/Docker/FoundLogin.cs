namespace Shipkeeper.Tools.Docker;

/// <summary>What a search for a login came to.</summary>
/// <param name="Login">Null for nobody's: public images need none.</param>
/// <param name="Trouble">Why there is none although there should be one, as the end of a sentence; told only where the registry wants one.</param>
public sealed record FoundLogin(RegistryLogin? Login, string? Trouble = null)
{
    public static readonly FoundLogin None = new(Login: null);

    /// <summary>A login goes to its own registry, whoever mixed them up.</summary>
    internal RegistryLogin? For(ImageReference image) => Login is { } login && login.Registry == RegistryLogins.AddressOf(image) ? login : null;
}
