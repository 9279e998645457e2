using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>A field as the person who gives it knows it.</summary>
internal static class FieldNames
{
    public static string Shown(FieldDefinition field) => field.Input switch
    {
        FieldInput.Argument => $"<{field.Name}>",
        FieldInput.Option option => option.Name,
        _ => field.Name,
    };
}
