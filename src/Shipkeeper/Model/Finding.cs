using System.Text.Json.Serialization;

namespace Shipkeeper.Model;

internal enum Severity
{
    [JsonStringEnumMemberName("warning")]
    Warning,

    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>One thing that a check found wrong.</summary>
/// <param name="Kind">What <c>shipkeeper explain</c> knows.</param>
/// <param name="Hint">A command to paste, or a short instruction.</param>
/// <param name="Fix">What <c>doctor --fix</c> does about it; null where a person must.</param>
internal sealed record Finding([property: JsonIgnore] ErrorCode Kind, Severity Severity, string Text, string Hint, [property: JsonIgnore] Fix? Fix = null)
{
    [JsonPropertyOrder(-1)]
    public string Code => Kind.Name;

    /// <summary>An error as a finding.</summary>
    public static Finding Of(ShipkeeperException failure) => new(
        failure.Code,
        Severity.Error,
        failure.Details.Count == 0 ? failure.Message : $"{failure.Message.TrimEnd('.')}: {string.Join("; ", failure.Details)}",
        failure.Hint);
}

/// <summary>The remedy of a finding: safe to run twice, and nothing is lost by it.</summary>
/// <param name="Text">What it does.</param>
internal sealed record Fix(string Text, Action Apply);
