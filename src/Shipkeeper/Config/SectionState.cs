using System.Text.Json.Serialization;

namespace Shipkeeper.Config;

/// <summary>How it stands with one section.</summary>
/// <param name="Note">Why nobody can tell, or which key is another; null when there is nothing to add.</param>
internal sealed record SectionState(string Section, string? Summary, bool Required, SectionStanding State, string? Note)
{
    /// <summary>The state as people read it; two have the same reason to be unknown, and the note tells them apart.</summary>
    [JsonIgnore]
    public string Words => State switch
    {
        SectionStanding.Set => "set",
        SectionStanding.NotSet => "not set",
        SectionStanding.Missing => "missing",
        SectionStanding.KeyChanged => "key changed",
        _ => "unknown",
    };
}

internal enum SectionStanding
{
    [JsonStringEnumMemberName("set")]
    Set,

    /// <summary>And the application does not wait for it.</summary>
    [JsonStringEnumMemberName("not-set")]
    NotSet,

    /// <summary>Not set, and the application waits for it.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    /// <summary>Encrypted with another key than that of now: the application could not read it.</summary>
    [JsonStringEnumMemberName("key-changed")]
    KeyChanged,

    /// <summary>It writes and has no <c>read</c>: nobody can tell, and nothing is wrong with that.</summary>
    [JsonStringEnumMemberName("no-read")]
    NoRead,

    /// <summary>It could not be asked.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
