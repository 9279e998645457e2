using System.Text.Json.Serialization;
using Shipkeeper.Model;

namespace Shipkeeper.Moves;

/// <summary>How much of a service changes; the later ones outweigh the earlier.</summary>
internal enum ChangeClass
{
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("image-only")]
    ImageOnly,

    [JsonStringEnumMemberName("structural")]
    Structural,
}

internal enum ServiceFate
{
    [JsonStringEnumMemberName("kept")]
    Kept,

    [JsonStringEnumMemberName("changed")]
    Changed,

    [JsonStringEnumMemberName("added")]
    Added,

    [JsonStringEnumMemberName("removed")]
    Removed,
}

/// <summary>One difference between two releases, with its cause.</summary>
internal sealed record Change(ChangeClass Class, string Cause);

/// <summary>What becomes of one service when its platform moves to another release.</summary>
internal sealed record ServiceChange(string Service, Layer Layer, ServiceFate Fate, IReadOnlyList<Change> Changes)
{
    public ChangeClass Class => Changes.Select(change => change.Class).DefaultIfEmpty(ChangeClass.None).Max();

    /// <summary>Its containers stay as they are: it sees other files, or follows a service that is started again.</summary>
    [JsonIgnore]
    public bool OnlyRestarts { get; init; }

    /// <summary>Whether its containers must be made anew, or at least started again.</summary>
    [JsonIgnore]
    public bool IsReplaced => Fate is ServiceFate.Changed or ServiceFate.Added;
}
