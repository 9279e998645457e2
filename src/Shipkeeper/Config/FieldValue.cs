using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>What one field of a section is to hold, and why.</summary>
/// <param name="Text">As it was entered: not hashed, not encrypted. Null: nothing, or a kept value that cannot be read.</param>
internal sealed record FieldValue(FieldDefinition Field, string? Text, ValueOrigin Origin);

internal enum ValueOrigin
{
    Given,

    /// <summary>It has a value, and nobody gave another.</summary>
    Kept,
    Default,
    Generated,

    /// <summary>Nobody gave a value, and none is needed.</summary>
    None,

    /// <summary>Nobody gave a value, and one is needed.</summary>
    Missing,
}
