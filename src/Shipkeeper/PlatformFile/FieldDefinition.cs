using System.Globalization;
using System.Text;
using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile;

/// <summary>One value of a config section.</summary>
/// <param name="Choices">The values allowed; empty allows any of the type.</param>
/// <param name="Minimum">The smallest integer, or the fewest characters of a text.</param>
/// <param name="MaximumBytes">The most bytes of a text in UTF-8; for bcrypt never more than 72.</param>
/// <param name="EncryptedWith">The secret that holds the key, exactly for fields stored as fernet.</param>
/// <param name="Generate">The length of a value made when none is given; null: none is made.</param>
internal sealed record FieldDefinition(
    string Name,
    FieldInput Input,
    FieldType Type,
    string? Default,
    FieldDefault? DefaultBy,
    IReadOnlyList<string> Choices,
    int? Minimum,
    int? MaximumBytes,
    FieldStore Store,
    PlacedText? EncryptedWith,
    int? Generate,
    Place Place)
{
    /// <summary>bcrypt does not see what comes after.</summary>
    public const int BcryptMaximumBytes = 72;

    /// <summary>As it is written in the file.</summary>
    public string TypeName => Type switch
    {
        FieldType.Integer => "integer",
        FieldType.Boolean => "boolean",
        _ => "text",
    };

    public bool HasType(string value) => Type switch
    {
        FieldType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        FieldType.Boolean => value is "true" or "false",
        _ => true,
    };

    /// <summary>Whether nobody may see the value.</summary>
    public bool IsSecret => Store is not FieldStore.Plain || Input is FieldInput.Prompt { Hidden: true };

    /// <summary>
    /// Why the field cannot have a value, by its type, its choices and its limits; null when it can. The value of a secret is not in it.
    /// </summary>
    public string? Refusal(string value) =>
        !HasType(value) ? $"{Shown(value)} is not of type {TypeName}"
        : Choices.Count > 0 && !Choices.Contains(value) ? $"{Shown(value)} is not among the choices; {(IsSecret ? $"known: {string.Join(", ", Choices)}" : Nearest.Hint(value, Choices))}"
        : Type is FieldType.Integer && Minimum is { } least && IsBelow(value, least) ? $"{Shown(value)} is below {least}"
        : Type is FieldType.Text && value.EnumerateRunes().Count() < Minimum ? $"{Shown(value)} is shorter than {Minimum} characters"
        : Type is FieldType.Text && Encoding.UTF8.GetByteCount(value) > MaximumBytes ? $"it is longer than {MaximumBytes} bytes in UTF-8"
        : null;

    private static bool IsBelow(string value, int least) => long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) < least;

    private string Shown(string value) => IsSecret ? "it" : $"'{value}'";
}

/// <summary>How a field is given to <c>shipkeeper config &lt;section&gt;</c>.</summary>
internal abstract record FieldInput
{
    public sealed record Argument(bool Required) : FieldInput;

    /// <param name="Name">With its dashes.</param>
    public sealed record Option(string Name) : FieldInput;

    /// <summary>Asked for on a terminal, else given by standard input or file; never an argument.</summary>
    public sealed record Prompt(bool Hidden) : FieldInput;
}

/// <summary>A default that depends on another field's choice.</summary>
internal sealed record FieldDefault(PlacedText Field, IReadOnlyDictionary<string, string> Values);

internal enum FieldType
{
    Text,
    Integer,
    Boolean,
}

internal enum FieldStore
{
    Plain,

    /// <summary><c>$2b$12$</c></summary>
    Bcrypt,

    /// <summary>A Fernet token as ASCII bytes.</summary>
    Fernet,
}
