using System.CommandLine;
using Shipkeeper.Config;
using Shipkeeper.Engine.Execution;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Config;

/// <summary>Sets one section of the platform file, or shows it.</summary>
internal sealed class SectionCommand : VerbCommand
{
    private readonly Option<bool> _show = new(SectionOptions.Show) { Description = "Show what is set, and change nothing" };
    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    private readonly Option<bool> _newKey = new(SectionOptions.NewKey)
    {
        Description = "Take the key of now as the one that counts, although the database remembers another",
    };

    private readonly ConfigSectionDefinition _section;
    private readonly SectionInputs _inputs;

    public SectionCommand(CommandLineContext context, ConfigSectionDefinition section)
        : base(section.Name, section.Summary ?? $"Set or show the config section '{section.Name}'.", ExamplesOf(section))
    {
        (_section, _inputs) = (section, new(section));
        _inputs.AddTo(this);
        Add(_show);
        Add(_json);
        if (SectionKeys.NamesOf(section).Count > 0)
        {
            Add(_newKey);
        }

        Validators.Add(line =>
        {
            if (line.GetValue(_show) && (_inputs.AreGiven(line) || line.GetValue(_newKey)))
            {
                line.AddError("--show changes nothing, so it goes with no value.");
            }

            if (line.GetValue(_json) && !line.GetValue(_show))
            {
                line.AddError("--json goes with --show.");
            }
        });
        Do(context, invocation => invocation.Value(_show) ? ShowAsync(invocation) : SetAsync(invocation));
    }

    private static string[] ExamplesOf(ConfigSectionDefinition section) =>
        [SectionCall.Of(section) is var call && call.Contains("-stdin", StringComparison.Ordinal) ? $"{call} < FILE" : call, $"shipkeeper config {section.Name} {SectionOptions.Show}"];

    private async Task<int> ShowAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatformToLook();
        var output = invocation.Output(invocation.Value(_json));
        await using var store = await ConfigStore.OpenAsync(session, "config", invocation.Stop);
        var reading = await store.ReadAsync(_section, invocation.Stop);
        if (invocation.Value(_json))
        {
            output.Json(SectionReport.Of(_section.Name, reading, session.Redaction), ConfigJson.Default.SectionReport);
        }
        else
        {
            Show(reading, session, output);
        }

        return ExitCode.Done;
    }

    private async Task<int> SetAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        LayerOne.Check(session.Platform);
        var output = invocation.Output();
        var prompts = FieldPrompts.OfTerminal(session.CommandLine ?? $"shipkeeper config {_section.Name}", invocation.Stop);
        var given = _inputs.Read(invocation, prompts.CanAsk ? field => prompts.Ask(_section, new(field, null, ValueOrigin.Missing)) : null);

        var setting = new SectionSetting(session, _section, given, invocation.Value(_newKey));
        var done = await setting.RunAsync(prompts, () => HoldAsync(invocation, session, output), output.News, invocation.Stop);
        if (done.Stored is { } values)
        {
            Tell(values, done.OfKeysBefore, output);
        }
        else
        {
            output.News($"{_section.Name} is set already, and no value was given: nothing was changed");
            Show(done.Found!, session, output);
        }

        return ExitCode.Done;
    }

    private async Task<IOperationHold> HoldAsync(Invocation invocation, PlatformSession session, Output output)
    {
        var hold = await output.ShowAsync(display => session.HoldAsync($"config {_section.Name}", display, invocation.Stop));
        invocation.Context.HasActed = true;
        return hold;
    }

    /// <param name="ofKeysBefore">As <see cref="SetSection.OfKeysBefore"/>.</param>
    private void Tell(SectionValues values, IReadOnlyList<string> ofKeysBefore, Output output)
    {
        output.News($"{_section.Name} is set");
        foreach (var line in ConfigText.Stored(values, output.Style))
        {
            output.Line(line);
        }

        if (ofKeysBefore.Contains(_section.Name) && !_section.IsBuiltIn)
        {
            output.News($"other rows of {_section.Name}, if it has any, are still encrypted with the key of before: set each again");
        }

        var others = ofKeysBefore.Where(name => name != _section.Name).ToList();
        if (others.Count > 0)
        {
            output.News($"encrypted with the key of before, and to be set again: {string.Join(", ", others)}");
        }
    }

    private void Show(SectionReading reading, PlatformSession session, Output output)
    {
        foreach (var line in ConfigText.Reading(_section.Name, reading, session.Redaction, output.Style))
        {
            output.Line(line);
        }
    }
}
