using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>The command that sets a section, for hints: with what cannot be left out, as placeholders.</summary>
internal static class SectionCall
{
    public static string Of(ConfigSectionDefinition section)
    {
        if (section.Provision is not null)
        {
            return $"shipkeeper config {section.Name}";
        }

        var needed = ValueResolution.Of(section, new Dictionary<string, string>()).Missing;
        var prompts = needed.Where(field => field.Input is FieldInput.Prompt)
            .Select((field, index) => index == 0 ? $" {SectionOptions.InputOf(field)}" : $" {SectionOptions.FileOf(field)} FILE");
        return $"shipkeeper config {section.Name}{string.Concat(needed.Where(field => field.Input is FieldInput.Argument).Select(field => $" {field.Name.ToUpperInvariant()}"))}{string.Concat(prompts)}";
    }
}
