using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile.Rules;

/// <summary>What a field says of its neighbours and the secrets is true.</summary>
internal sealed class FieldRules(
    FieldDefinition field, ConfigSectionDefinition section, IReadOnlyDictionary<string, SecretDefinition> secrets, Problems problems)
{
    public void Check()
    {
        CheckKey();
        CheckDefaultBy();
    }

    private void CheckKey()
    {
        if (SecretRules.Find(field.EncryptedWith, secrets, problems) is { Origin: SecretOrigin.Generated { Generator: not SecretGenerator.Fernet } } key)
        {
            problems.Add(field.EncryptedWith!.Place, $"'{key.Name}' is not a Fernet key; generate it with 'generate: fernet'");
        }
    }

    private void CheckDefaultBy()
    {
        if (field.DefaultBy is not { Field.IsKnown: true } by)
        {
            return;
        }

        if (!section.Fields.TryGetValue(by.Field, out var decider) || decider.Name == field.Name)
        {
            var others = section.Fields.Keys.Where(name => name != field.Name);
            problems.Add(by.Field.Place, $"there is no other field '{by.Field}' in this section; {Nearest.Hint(by.Field, [.. others])}");
        }
        else if (decider.Choices.Count == 0)
        {
            problems.Add(by.Field.Place, $"the field '{by.Field}' has no 'choices' to depend on; add them");
        }
        else if (DependsOnItself())
        {
            problems.Add(by.Field.Place, $"goes round in a circle: '{field.Name}' depends on '{decider.Name}', which depends on '{field.Name}' in turn");
        }
        else
        {
            CheckDefaults(by, decider);
        }
    }

    private bool DependsOnItself()
    {
        var seen = new HashSet<string>();
        var decider = Decider(field);
        while (decider is not null && decider.Name != field.Name && seen.Add(decider.Name))
        {
            decider = Decider(decider);
        }

        return decider?.Name == field.Name;
    }

    private FieldDefinition? Decider(FieldDefinition of) => of.DefaultBy is { } by ? section.Fields.GetValueOrDefault(by.Field.Text) : null;

    private void CheckDefaults(FieldDefault by, FieldDefinition decider)
    {
        foreach (var (choice, value) in by.Values)
        {
            var place = by.Field.Place with { Path = $"{by.Field.Place.Path}.{choice}" };
            if (!decider.Choices.Contains(choice))
            {
                problems.Add(place, $"'{choice}' is not a choice of '{decider.Name}'; {Nearest.Hint(choice, decider.Choices)}");
            }

            if (field.Refusal(value) is { } reason)
            {
                problems.Add(place, reason);
            }
        }
    }
}
