using Shipkeeper.Config;
using Shipkeeper.Engine.Execution;
using Shipkeeper.PlatformFile;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Config;

/// <summary>How a call ended: with what was stored, or with what was found and left as it is.</summary>
internal sealed record SetSection(SectionValues? Stored, SectionReading? Found);

/// <summary>How one section is set: look, ask, and only then lock and write.</summary>
/// <param name="given">By field, what stands on the command line.</param>
/// <param name="newKey">Takes keys as they are, whatever the database remembers.</param>
internal sealed class SectionSetting(PlatformSession session, ConfigSectionDefinition section, IReadOnlyDictionary<string, string> given, bool newKey)
{
    private readonly bool _provisions = section.Provision is not null && given.Count == 0;

    /// <param name="holdAsync">Takes the platform's lock.</param>
    /// <param name="report">Tells the person what goes on.</param>
    public async Task<SetSection> RunAsync(FieldPrompts prompts, Func<Task<IOperationHold>> holdAsync, Action<string> report, CancellationToken ct)
    {
        var keys = SectionKeys.Read(session.Platform, section);
        RefuseWhatIsWrongAnyway(prompts);
        var before = await LookAsync(ct);
        var onlyWhenNotSet = given.Count == 0 && !newKey && (_provisions || (!WillAsk(prompts) && ValueResolution.Of(section, given, before.Kept).Missing.Count == 0));
        if (onlyWhenNotSet && before.Reading.IsSet is true)
        {
            return new(null, before.Reading);
        }

        var values = _provisions ? null : Ask(prompts, before.Kept);
        var stored = values is null ? null : StoredSection.Of(values, keys, session.Time.GetUtcNow());

        await using var hold = await holdAsync();
        if (onlyWhenNotSet && await LookAsync(ct) is { Reading: { IsSet: true } setMeanwhile })
        {
            return new(null, setMeanwhile);
        }

        if (stored is null)
        {
            return new(await ProvisionSection.RunAsync(session, section, newKey, Purpose, report, ct), null);
        }

        await using var store = await ConfigStore.OpenAsync(session, Purpose, ct);
        await store.WriteAsync(stored, newKey, ct);
        return new(values, null);
    }

    /// <summary>Whoever calls it at a terminal, and is asked there, means to change what is set.</summary>
    private bool WillAsk(FieldPrompts prompts) => prompts.CanAsk && section.Fields.Values.Any(field => field.Input is FieldInput.Prompt);

    private string Purpose => $"config {section.Name}";

    /// <summary>Before the database is asked; of a section in our own table it may hold what seems to be missing.</summary>
    private void RefuseWhatIsWrongAnyway(FieldPrompts prompts)
    {
        var values = ValueResolution.Of(section, given);
        if (!_provisions && (values.Problems.Count > 0 || !section.IsBuiltIn))
        {
            (section.IsBuiltIn ? values with { Fields = [] } : values).MustBeWholeWithPrompts();
        }

        if (!_provisions && !section.IsBuiltIn && !prompts.CanAsk)
        {
            prompts.Ask(values);
        }
    }

    private async Task<(SectionReading Reading, IReadOnlyDictionary<string, string?> Kept)> LookAsync(CancellationToken ct)
    {
        await using var store = await ConfigStore.OpenAsync(session, Purpose, ct);
        return (await store.ReadAsync(section, ct), await store.ReadKeptAsync(section, newKey, ct));
    }

    private SectionValues Ask(FieldPrompts prompts, IReadOnlyDictionary<string, string?> kept)
    {
        var known = ValueResolution.Of(section, given, kept).MustBeWholeWithPrompts();
        var answers = prompts.Ask(known);
        return ValueResolution.Of(section, given.Concat(answers).ToDictionary(), kept).MustBeWhole();
    }
}
