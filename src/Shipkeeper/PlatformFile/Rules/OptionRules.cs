namespace Shipkeeper.PlatformFile.Rules;

/// <summary>Every option of a section means one thing.</summary>
internal static class OptionRules
{
    public static void Check(ConfigSectionDefinition section, Problems problems)
    {
        var byInput = section.Fields.Values.Where(field => field.Input is FieldInput.Prompt)
            .SelectMany(field => new[] { (Option: SectionOptions.InputOf(field), Field: field), (Option: SectionOptions.FileOf(field), Field: field) })
            .ToDictionary(form => form.Option, form => form.Field.Name);

        foreach (var (field, option) in section.Fields.Values.Select(field => (field, (field.Input as FieldInput.Option)?.Name ?? "")))
        {
            if (SectionOptions.Reserved.Contains(option))
            {
                problems.Add(field.Place, $"is the option {option}, which 'shipkeeper config {section.Name}' has itself; give it another name with 'option'");
            }
            else if (byInput.TryGetValue(option, out var prompted))
            {
                problems.Add(field.Place, $"is the option {option}, by which '{prompted}' is given; give it another name with 'option'");
            }
        }

        foreach (var (field, first) in Repeated.In(section.Fields.Values, field => (field.Input as FieldInput.Option)?.Name ?? ""))
        {
            problems.Add(field.Place, $"is the option {((FieldInput.Option)field.Input).Name}, as '{first.Name}' is; give one of them another");
        }
    }
}
