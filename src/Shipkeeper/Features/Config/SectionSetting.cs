using Shipkeeper.Config;
using Shipkeeper.Engine.Execution;
using Shipkeeper.PlatformFile;
using Shipkeeper.Steps;
using Shipkeeper.Tools.Cryptography;

namespace Shipkeeper.Features.Config;

/// <summary>How one section is set: look, ask, and only then lock, look again and write.</summary>
/// <param name="given">By field, what stands on the command line.</param>
/// <param name="newKey">Takes keys as they are, whatever the database remembers.</param>
internal sealed class SectionSetting(PlatformSession session, ConfigSectionDefinition section, IReadOnlyDictionary<string, string> given, bool newKey)
{
    private string Purpose => $"config {section.Name}";

    /// <param name="holdAsync">Takes the platform's lock.</param>
    /// <param name="report">Tells the person what goes on.</param>
    public Task<SetSection> RunAsync(FieldPrompts prompts, Func<Task<IOperationHold>> holdAsync, Action<string> report, CancellationToken ct)
    {
        var keys = SectionKeys.Read(session.Platform, section);
        return section.Provision is not null && given.Count == 0 ? ProvisionAsync(holdAsync, report, ct) : StoreAsync(keys, prompts, holdAsync, ct);
    }

    private async Task<SetSection> ProvisionAsync(Func<Task<IOperationHold>> holdAsync, Action<string> report, CancellationToken ct)
    {
        if (await LookAsync(ct) is { IsSet: true } before && !newKey)
        {
            return new(null, before.Reading);
        }

        await using var hold = await holdAsync();
        var now = await LookAsync(ct);
        return now.IsSet && !newKey
            ? new(null, now.Reading)
            : new(await ProvisionSection.RunAsync(session, section, newKey, Purpose, report, ct), null) { OfKeysBefore = now.OfOtherKeys };
    }

    private async Task<SetSection> StoreAsync(
        IReadOnlyDictionary<string, Fernet> keys, FieldPrompts prompts, Func<Task<IOperationHold>> holdAsync, CancellationToken ct)
    {
        RefuseBeforeLooking(prompts);
        var before = await LookAsync(ct);
        var answers = prompts.Ask(Resolve(given, before).MustBeWholeWithPrompts());
        var chosen = given.Concat(answers).ToDictionary();
        if (ChangesNothing(Resolve(chosen, before).MustBeWhole(), before, prompts))
        {
            return new(null, before.Reading);
        }

        // Somebody else may have set it while a person thought about an answer.
        await using var hold = await holdAsync();
        await using var store = await ConfigStore.OpenAsync(session, Purpose, ct);
        var now = await LookAsync(store, ct);
        var values = Resolve(chosen, now).MustBeWhole();
        if (ChangesNothing(values, now, prompts))
        {
            return new(null, now.Reading);
        }

        await store.WriteAsync(StoredSection.Of(values, keys, session.Time.GetUtcNow()), newKey, ct);
        return new(values, null) { OfKeysBefore = now.OfOtherKeys };
    }

    /// <summary>What a section in our own table seems to lack, it may hold already.</summary>
    private void RefuseBeforeLooking(FieldPrompts prompts)
    {
        var values = ValueResolution.Of(section, given);
        if (section.IsBuiltIn)
        {
            values.MustBeAllowed();
        }
        else
        {
            prompts.RequireAnswerable(values.MustBeWholeWithPrompts());
        }
    }

    /// <summary>
    /// What our own table holds is known field by field. Of any other section nobody knows what it holds, and whoever calls it without a
    /// value wants it to be set; but whoever was asked means to change it.
    /// </summary>
    private bool ChangesNothing(SectionValues values, Look look, FieldPrompts prompts) => section.IsBuiltIn
        ? values.Fields.All(value => value.Origin is ValueOrigin.Kept)
        : look.IsSet && !newKey && given.Count == 0 && !prompts.WillAsk(section);

    private SectionValues Resolve(IReadOnlyDictionary<string, string> chosen, Look look) => ValueResolution.Of(section, chosen, look.Kept);

    private async Task<Look> LookAsync(CancellationToken ct)
    {
        await using var store = await ConfigStore.OpenAsync(session, Purpose, ct);
        return await LookAsync(store, ct);
    }

    private async Task<Look> LookAsync(ConfigStore store, CancellationToken ct)
    {
        var reading = await store.ReadAsync(section, ct);
        var kept = await store.ReadKeptAsync(section, newKey, ct);
        IReadOnlyList<RememberedKey> changed = newKey ? SectionKeys.FindChanged(session.Platform, await store.ReadKeysAsync(ct)) : [];
        return new(reading, kept, [.. changed.Select(key => key.Section).Distinct()]);
    }

    /// <summary>What the database holds at one moment.</summary>
    private sealed record Look(SectionReading Reading, IReadOnlyDictionary<string, string?> Kept, IReadOnlyList<string> OfOtherKeys)
    {
        public bool IsSet => Reading.IsSet is true;
    }
}
