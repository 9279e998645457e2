using Shipkeeper.Model;

namespace Shipkeeper.Moves;

/// <summary>What was asked for.</summary>
/// <param name="Verb">upgrade or rollback.</param>
internal sealed record MoveRequest(string Verb)
{
    public static readonly MoveRequest Upgrade = new("upgrade");

    /// <summary>No snapshot is taken, and the data cannot return.</summary>
    public bool NoBackup { get; init; }

    /// <summary>Where the files come from; null: from where the platform file says.</summary>
    public ReleaseSource? To { get; init; }

    /// <summary>Whether an image that holds the files may be pulled, to read them.</summary>
    public bool Fetches { get; init; } = true;

    /// <summary>Of all that is released together; null: as the settings say.</summary>
    public string? Version { get; init; }

    /// <summary>Service → the image to put it on. Where there is one, nothing else moves.</summary>
    public IReadOnlyDictionary<string, WantedImage> Services { get; init; } = new Dictionary<string, WantedImage>();
}
