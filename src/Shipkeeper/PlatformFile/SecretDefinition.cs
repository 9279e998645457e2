namespace Shipkeeper.PlatformFile;

/// <summary>One infrastructure secret of layer 1.</summary>
/// <param name="Name">Its variable in <c>.env</c>.</param>
/// <param name="Optional">The platform may start without it.</param>
/// <param name="DevValue">A fixed value that is accepted in mode dev only.</param>
internal sealed record SecretDefinition(string Name, SecretOrigin Origin, bool Optional, PlacedText? DevValue, Place Place);

/// <summary>Where a secret comes from.</summary>
internal abstract record SecretOrigin
{
    /// <summary>Made once by Shipkeeper.</summary>
    /// <param name="Bytes">Random bytes before encoding, 16 to 1024.</param>
    public sealed record Generated(SecretGenerator Generator, int Bytes) : SecretOrigin;

    /// <summary>Asked for by <c>init</c>, or given with <c>--set-stdin</c>.</summary>
    public sealed record Asked(string Question) : SecretOrigin;

    /// <summary>Checked in its file, never copied into <c>.env</c>.</summary>
    /// <param name="Path">Absolute, or inside the platform directory.</param>
    public sealed record FromFile(string Path) : SecretOrigin;

    /// <summary>Checked in the environment, under the secret's own name; never copied into <c>.env</c>.</summary>
    public sealed record FromEnvironment : SecretOrigin;
}

internal enum SecretGenerator
{
    /// <summary>A Fernet key: 32 random bytes in url-safe base64.</summary>
    Fernet,

    /// <summary>Lower-case hexadecimal.</summary>
    Hex,

    /// <summary>Url-safe base64 without padding.</summary>
    Token,
}
