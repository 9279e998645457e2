using System.Globalization;

namespace Shipkeeper.PlatformFile.Rules;

/// <summary>The keys of one field fit each other, its neighbours and the secrets.</summary>
internal sealed class FieldRules(
    FieldDefinition field, ConfigSectionDefinition section, IReadOnlyDictionary<string, SecretDefinition> secrets, Problems problems)
{
    public void Check()
    {
        CheckStore();
        CheckLimits();
        CheckChoices();
        CheckDefault();
        CheckDefaultBy();
    }

    private void CheckStore()
    {
        if ((field.Store == FieldStore.Fernet) != (field.EncryptedWith is not null))
        {
            Report("with", field.EncryptedWith is null
                ? "is missing; 'store: fernet' needs the secret that holds the key: 'with: ENCRYPTION_KEY'"
                : "belongs to 'store: fernet' only; remove it");
        }

        if (SecretRules.Find(field.EncryptedWith, secrets, problems) is { Origin: SecretOrigin.Generated { Generator: not SecretGenerator.Fernet } } key)
        {
            problems.Add(field.EncryptedWith!.Place, $"'{key.Name}' is not a Fernet key; generate it with 'generate: fernet'");
        }

        if (field is { Type: not FieldType.Text, Store: not FieldStore.Plain })
        {
            Report("store", "hashes or encrypts a text; leave 'type' out");
        }
    }

    private void CheckLimits()
    {
        if (field is { Store: FieldStore.Bcrypt, MaximumBytes: > FieldDefinition.BcryptMaximumBytes })
        {
            Report("maximumBytes", $"is {field.MaximumBytes}, but bcrypt reads {FieldDefinition.BcryptMaximumBytes} bytes and no more");
        }

        if (field is { Type: not FieldType.Text, MaximumBytes: not null })
        {
            Report("maximumBytes", "is for a text; remove it");
        }

        if (field is { Type: FieldType.Text, Minimum: { } minimum } && minimum > (field.Generate ?? field.MaximumBytes ?? int.MaxValue))
        {
            Report("minimum", $"is {minimum}, which {(field.Generate is null ? "'maximumBytes'" : "'generate'")} does not reach");
        }

        if (field.Generate > field.MaximumBytes)
        {
            Report("generate", $"makes {field.Generate} characters, and 'maximumBytes' allows {field.MaximumBytes}");
        }

        if (field is { Type: not FieldType.Text, Generate: not null } or { Type: FieldType.Boolean, Minimum: not null })
        {
            Report(field.Generate is null ? "minimum" : "generate", $"has no meaning for a field of type {Written(field.Type)}; remove it");
        }
    }

    private void CheckChoices()
    {
        foreach (var choice in field.Choices.Where(choice => !HasType(choice, field.Type)))
        {
            Report("choices", $"'{choice}' is not of type {Written(field.Type)}");
        }
    }

    private void CheckDefault()
    {
        if (field is { Default: not null, DefaultBy: not null })
        {
            Report("defaultBy", "is one default too many beside 'default'; keep one");
        }

        if (field.Default is { } written && Refusal(written, field) is { } reason)
        {
            Report("default", reason);
        }
    }

    private void CheckDefaultBy()
    {
        if (field.DefaultBy is not { Field.IsKnown: true } by)
        {
            return;
        }

        if (!section.Fields.TryGetValue(by.Field, out var decider) || decider == field)
        {
            var others = section.Fields.Keys.Where(name => name != field.Name);
            problems.Add(by.Field.Place, $"there is no other field '{by.Field}' in this section; {Nearest.Hint(by.Field, [.. others])}");
        }
        else if (decider.Choices.Count == 0)
        {
            problems.Add(by.Field.Place, $"the field '{by.Field}' has no 'choices' to depend on; add them");
        }
        else
        {
            CheckDefaults(by, decider);
        }
    }

    private void CheckDefaults(FieldDefault by, FieldDefinition decider)
    {
        foreach (var (choice, value) in by.Values)
        {
            var place = by.Field.Place with { Path = $"{by.Field.Place.Path}.{choice}" };
            if (!decider.Choices.Contains(choice))
            {
                problems.Add(place, $"'{choice}' is not a choice of '{decider.Name}'; {Nearest.Hint(choice, decider.Choices)}");
            }

            if (Refusal(value, field) is { } reason)
            {
                problems.Add(place, reason);
            }
        }
    }

    private static string? Refusal(string value, FieldDefinition field) =>
        !HasType(value, field.Type) ? $"'{value}' is not of type {Written(field.Type)}"
        : field.Choices.Count > 0 && !field.Choices.Contains(value) ? $"'{value}' is not among the choices; {Nearest.Hint(value, field.Choices)}"
        : null;

    private static bool HasType(string value, FieldType type) => type switch
    {
        FieldType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        FieldType.Boolean => value is "true" or "false",
        _ => true,
    };

    private static string Written(FieldType type) => type switch
    {
        FieldType.Integer => "integer",
        FieldType.Boolean => "boolean",
        _ => "text",
    };

    private void Report(string key, string text) => problems.Add(field.Place with { Path = $"{field.Place.Path}.{key}" }, text);
}
