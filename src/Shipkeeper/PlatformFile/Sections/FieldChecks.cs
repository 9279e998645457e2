using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

/// <summary>The keys of one field fit each other.</summary>
internal sealed class FieldChecks(Fields fields, FieldDefinition field)
{
    public void Run()
    {
        CheckInput();
        CheckStore();
        CheckLimits();
        CheckChoices();
        CheckDefault();
    }

    private void CheckInput()
    {
        if (field.Store != FieldStore.Plain && field.Input is not FieldInput.Prompt)
        {
            var key = field.Input is FieldInput.Argument ? "argument" : "option";
            fields.Report(key, "would show a secret to every user of the host; write 'prompt: hidden' instead");
        }
    }

    private void CheckStore()
    {
        if ((field.Store == FieldStore.Fernet) != (field.EncryptedWith is not null))
        {
            fields.Report("with", field.EncryptedWith is null
                ? "is missing; 'store: fernet' needs the secret that holds the key: 'with: ENCRYPTION_KEY'"
                : "belongs to 'store: fernet' only; remove it");
        }

        if (field is { Type: not FieldType.Text, Store: not FieldStore.Plain })
        {
            fields.Report("store", "hashes or encrypts a text; leave 'type' out");
        }
    }

    private void CheckLimits()
    {
        if (field is { Store: FieldStore.Bcrypt, MaximumBytes: > FieldDefinition.BcryptMaximumBytes })
        {
            fields.Report("maximumBytes", $"is {field.MaximumBytes}, but bcrypt reads {FieldDefinition.BcryptMaximumBytes} bytes and no more");
        }

        if (field is { Type: not FieldType.Text, Store: FieldStore.Plain, MaximumBytes: not null })
        {
            fields.Report("maximumBytes", "is for a text; remove it");
        }

        if (field is { Type: FieldType.Text, Minimum: { } minimum } && minimum > (field.Generate ?? field.MaximumBytes ?? int.MaxValue))
        {
            fields.Report("minimum", $"is {minimum}, which {(field.Generate is null ? "'maximumBytes'" : "'generate'")} does not reach");
        }

        if (field.Generate > field.MaximumBytes)
        {
            fields.Report("generate", $"makes {field.Generate} characters, and 'maximumBytes' allows {field.MaximumBytes}");
        }

        if (field is { Type: not FieldType.Text, Generate: not null } or { Type: FieldType.Boolean, Minimum: not null })
        {
            fields.Report(field.Generate is null ? "minimum" : "generate", $"has no meaning for a field of type {field.TypeName}; remove it");
        }
    }

    private void CheckChoices()
    {
        foreach (var choice in field.Choices.Where(choice => !field.HasType(choice)))
        {
            fields.Report("choices", $"'{choice}' is not of type {field.TypeName}");
        }
    }

    private void CheckDefault()
    {
        if (field is { Default: not null, DefaultBy: not null })
        {
            fields.Report("defaultBy", "is one default too many beside 'default'; keep one");
        }

        if (field is { Default: not null, Generate: not null } or { Choices.Count: > 0, Generate: not null })
        {
            fields.Report("generate", $"makes a value that is never wanted beside '{(field.Default is null ? "choices" : "default")}'; keep one");
        }

        if (field is { Input: FieldInput.Argument { Required: true } } && (field.Default is not null || field.DefaultBy is not null))
        {
            fields.Report("argument", "is required, so its default is never used; write 'argument: optional', or remove the default");
        }

        if (field.Default is { } written && field.Refusal(written) is { } reason)
        {
            fields.Report("default", reason);
        }
    }
}
