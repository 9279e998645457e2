using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>What a value must be, besides what its field says: a text that fits the way in which it was given. Pure.</summary>
internal static class ValueRules
{
    /// <returns>Null when nothing is wrong; the value of a secret is not in it.</returns>
    public static string? FindProblem(ConfigSectionDefinition section, FieldDefinition field, string value) =>
        value.Contains('\0') ? "it has a NUL character, which no text in the database can hold"
        : value.Length == 0 && IsNeeded(section, field) ? "it is empty"
        : value.AsSpan().ContainsAny('\r', '\n') && !MayHaveLines(field) ? "it has more than one line"
        : field.Refusal(value);

    /// <summary>A question has an answer; what a section provisions comes whole.</summary>
    public static bool IsNeeded(ConfigSectionDefinition section, FieldDefinition field) =>
        field.Input is FieldInput.Argument { Required: true } or FieldInput.Prompt
        || section.Provision?.Output.ContainsKey(field.Name) is true;

    /// <summary>A key in PEM has lines; a password has none, because none can be typed where it is asked for.</summary>
    private static bool MayHaveLines(FieldDefinition field) => field is { Input: FieldInput.Prompt, Store: not FieldStore.Bcrypt };
}
