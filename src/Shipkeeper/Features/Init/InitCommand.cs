using System.CommandLine;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Init;

internal sealed class InitCommand : VerbCommand
{
    private readonly Option<string> _secretFromInput = new("--set-stdin")
    {
        Description = "Set this secret to what standard input says",
        HelpName = "KEY",
    };

    private readonly Option<string> _from = new("--from")
    {
        Description = "Take settings from a file of KEY=value lines, such as another operator's",
        HelpName = "file",
    };

    private readonly Option<bool> _nonInteractive = new("--non-interactive") { Description = "Never ask; what is missing is an error" };

    private readonly Option<bool> _newSecrets = new("--new-secrets")
    {
        Description = "Generate anew what a release was started with and is lost; data that is encrypted with it stays unreadable",
    };

    private readonly IReadOnlyDictionary<string, Option<string>> _settings;

    public InitCommand(CommandLineContext context, EnteredSecrets entered)
        : base(
            "init",
            "Write settings.env and .env: choices of this host, and generated secrets. A second run keeps every byte and adds what is missing.",
            "shipkeeper init",
            "shipkeeper init --mode dev --non-interactive",
            "shipkeeper init --set-stdin SMTP_PASSWORD < password.txt")
    {
        _settings = context.PeekDefinition("init") is { } definition
            ? definition.Settings.Values.ToDictionary(setting => setting.Name, CreateOption)
            : new Dictionary<string, Option<string>>();
        foreach (var option in _settings.Values)
        {
            Add(option);
        }

        Add(_secretFromInput);
        Add(_from);
        Add(_nonInteractive);
        Add(_newSecrets);
        Do(context, invocation => RunAsync(invocation, entered));
    }

    private static Option<string> CreateOption(SettingDefinition setting)
    {
        var option = new Option<string>($"--{setting.Name}")
        {
            Description = setting.Question ?? $"Setting {setting.Variable}{(setting.Default is null ? "" : $"; {setting.Default} when left out")}",
            HelpName = setting.Values.Count > 0 ? string.Join('|', setting.Values) : "value",
        };
        option.CompletionSources.Add([.. setting.Values]);
        return option;
    }

    private async Task<int> RunAsync(Invocation invocation, EnteredSecrets entered)
    {
        using var session = invocation.OpenPlatformToLook();
        InitAnswers.RequireReadable(session.Platform);
        var fromInput = invocation.Value(_secretFromInput);
        var lost = invocation.Value(_newSecrets) ? [] : LostSecrets.Find(session, fromInput);
        var output = invocation.Output();
        var answers = new InitAnswers(session.Platform, asks: Terminal.CanAsk && !invocation.Value(_nonInteractive), invocation.Stop);
        var settings = answers.Settings(GivenSettings(invocation, session.Platform, output));
        entered.Set(answers.Secrets(fromInput));

        var outcome = await output.ShowAsync(display => session.RunAsync(
            "init", async ct => InitPlanner.Plan(session.Platform, settings, entered.Keys, lost, await GitExclude.FindAsync(session, ct)), display, invocation.Stop));

        LayerOne.Check(PlatformLoader.Load(session.Platform.Directory));
        output.News(outcome is null ? "nothing to do: settings and secrets are complete" : "settings and secrets are complete");
        return ExitCode.Done;
    }

    private Dictionary<string, string> GivenSettings(Invocation invocation, Platform platform, Output output)
    {
        var given = invocation.Value(_from) is { } file ? InitAnswers.SettingsFrom(file, platform, output) : [];
        foreach (var (name, option) in _settings)
        {
            if (invocation.Value(option) is { } value)
            {
                given[name] = value;
            }
        }

        return given;
    }
}
