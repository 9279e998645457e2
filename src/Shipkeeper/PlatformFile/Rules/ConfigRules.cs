using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile.Rules;

/// <summary>The sections of application config, each with its fields.</summary>
internal static class ConfigRules
{
    public static void Check(PlatformDefinition platform, Problems problems)
    {
        foreach (var section in platform.Config.Values)
        {
            if (platform.Database is null && !problems.Within("database"))
            {
                problems.Add(section.Place, "config is kept in the database, and the file has no 'database' section; add one");
            }

            if (section.Name == SectionOptions.Status)
            {
                problems.Add(section.Place, "is what 'shipkeeper config' calls its list of sections; give the section another name");
            }

            CheckArguments(section, problems);
            OptionRules.Check(section, problems);
            CheckProvision(section, problems);
            SqlRules.Check(section, problems);
            foreach (var field in section.Fields.Values.Where(field => !problems.Within(field.Place.Path)))
            {
                new FieldRules(field, section, platform.Secrets, problems).Check();
            }
        }
    }

    private static void CheckArguments(ConfigSectionDefinition section, Problems problems)
    {
        FieldDefinition? optional = null;
        foreach (var field in section.Fields.Values)
        {
            if (field.Input is FieldInput.Argument { Required: true } && optional is not null)
            {
                problems.Add(field.Place, $"is a required argument after the optional '{optional.Name}'; put it before");
            }

            optional ??= field.Input is FieldInput.Argument { Required: false } ? field : null;
        }
    }

    private static void CheckProvision(ConfigSectionDefinition section, Problems problems)
    {
        if (section.Provision is not { Output: var output })
        {
            return;
        }

        foreach (var (name, expression) in output.Where(made => !section.Fields.ContainsKey(made.Key) && !problems.Within(made.Value.Place.Path)))
        {
            problems.Add(expression.Place, $"there is no field '{name}' in this section; {Nearest.Hint(name, [.. section.Fields.Keys])}");
        }

        if (!problems.Within($"{section.Place.Path}.provision"))
        {
            section.Fields.Values.Where(field => !output.ContainsKey(field.Name) && !problems.Within(field.Place.Path)).ToList()
                .ForEach(field => CheckBesideProvision(field, problems));
        }
    }

    /// <summary>What <c>output</c> does not fill, nobody is asked for and nobody is shown while a service makes the section.</summary>
    private static void CheckBesideProvision(FieldDefinition field, Problems problems)
    {
        if (field is { Generate: not null, Store: FieldStore.Bcrypt })
        {
            problems.Add(field.Place, "would be hashed before anybody has seen what was generated; add it to 'output' of 'provision', or remove 'generate'");
        }
        else if (field is { Input: FieldInput.Argument { Required: true } or FieldInput.Prompt, Default: null, DefaultBy: null, Generate: null })
        {
            problems.Add(field.Place, "needs a value, and 'provision' makes none; add it to 'output', or give it a 'default'");
        }
    }
}
