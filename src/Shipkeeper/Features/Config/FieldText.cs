using Shipkeeper.PlatformFile;

namespace Shipkeeper.Features.Config;

/// <summary>What the help of a section says of a field. Pure.</summary>
internal static class FieldText
{
    public static string Describe(FieldDefinition field) => string.Join("; ", new[] { KindOf(field), WhenLeftOut(field), StoreOf(field) }.OfType<string>());

    private static string KindOf(FieldDefinition field) => field switch
    {
        { Choices: [var only] } => $"'{only}'",
        { Choices: { Count: > 1 } choices } => $"{string.Join(", ", choices.SkipLast(1))} or {choices[^1]}",
        { Type: FieldType.Integer, Minimum: { } least } => $"A whole number, {least} or more",
        { Type: FieldType.Integer } => "A whole number",
        { Type: FieldType.Boolean } => "true or false",
        { Minimum: { } least, MaximumBytes: { } most } => $"A text of at least {least} characters and at most {most} bytes",
        { Minimum: { } least } => $"A text of at least {least} characters",
        { MaximumBytes: { } most } => $"A text of at most {most} bytes",
        _ => "A text",
    };

    private static string? WhenLeftOut(FieldDefinition field) => field switch
    {
        { Default: { } value } => $"{value} when left out",
        { DefaultBy: { } by } => $"when left out by {by.Field}: {string.Join(", ", by.Values.Select(pair => $"{pair.Key} = {pair.Value}"))}",
        { Generate: { } length } => $"{length} random characters when left out",
        { Input: FieldInput.Argument { Required: true } } => "required",
        _ => null,
    };

    private static string? StoreOf(FieldDefinition field) => field.Store switch
    {
        FieldStore.Bcrypt => "stored as a hash",
        FieldStore.Fernet => $"stored encrypted with {field.EncryptedWith}",
        _ => null,
    };
}
