using System.Text;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Init;

/// <summary>What a person must say that no default can: from options, from standard input, or by questions on a terminal.</summary>
internal sealed class InitAnswers(Platform platform, bool asks, CancellationToken stop)
{
    private const int MaximumBytes = 64 << 10;

    /// <param name="given">By name, from options.</param>
    /// <returns>Every setting of the platform, by name.</returns>
    public IReadOnlyDictionary<string, string> Settings(IReadOnlyDictionary<string, string> given)
    {
        var refused = platform.Definition.Settings.Values.Where(setting => IsRefused(setting, given.GetValueOrDefault(setting.Name))).ToList();
        return refused.Count > 0
            ? throw InitErrors.SettingsRefused(refused, setting => given.GetValueOrDefault(setting.Name) ?? platform.SettingsFile[setting.Variable]!)
            : platform.Definition.Settings.Values.ToDictionary(setting => setting.Name, setting => Checked(setting, given.GetValueOrDefault(setting.Name) ?? Known(setting)));
    }

    /// <summary>What is wrong in the files can be mended here; what cannot be read must not be written over.</summary>
    public static void RequireReadable(Platform platform)
    {
        if (platform.Faults is [var fault, ..])
        {
            throw fault.Failure;
        }
    }

    /// <param name="fromInput">The key whose value stands on standard input; null: none.</param>
    /// <returns>Values that people entered, by key; the rest is generated or was there before.</returns>
    public IReadOnlyDictionary<string, string> Secrets(string? fromInput)
    {
        var entered = new Dictionary<string, string>();
        if (fromInput is not null)
        {
            entered[fromInput] = ReadFromInput(fromInput);
        }

        // Standard input gives one value a run: what else is missing is said at the end, after this one is kept.
        var others = fromInput is null || asks ? platform.Definition.Secrets.Values.Where(secret => NeedsAnswer(secret) && secret.Name != fromInput) : [];
        foreach (var secret in others)
        {
            if (AskFor(secret) is { Length: > 0 } answer)
            {
                entered[secret.Name] = Checked(secret, answer);
            }
        }

        return entered;
    }

    /// <summary>Settings from a file of another origin; its other lines are named, not silently dropped.</summary>
    public static Dictionary<string, string> SettingsFrom(string file, Platform platform, Output output)
    {
        var lines = PlatformLoader.ParseEnvFile(BoundedFile.Read(file, MaximumBytes) ?? throw InitErrors.NoFile(file), file);
        var byVariable = platform.Definition.Settings.Values.ToDictionary(setting => setting.Variable, setting => setting.Name);
        var ignored = lines.Keys.Where(key => !byVariable.ContainsKey(key)).ToList();
        if (ignored.Count > 0)
        {
            output.News($"not settings of this platform, and not taken from {file}: {string.Join(", ", ignored)}");
        }

        return lines.Keys.Where(byVariable.ContainsKey).ToDictionary(key => byVariable[key], key => lines[key]!);
    }

    private bool IsRefused(SettingDefinition setting, string? given) =>
        given is not null ? !setting.Accepts(given) : !(asks && setting.Question is not null) && platform.RefusedSettings.Contains(setting);

    private string? Known(SettingDefinition setting)
    {
        if (platform.SettingsFile[setting.Variable] is { } kept && setting.Accepts(kept))
        {
            return kept;
        }

        if (setting.Question is null || !asks)
        {
            return setting.Default;
        }

        var answer = Terminal.Ask(setting.Default is null ? setting.Question : $"{setting.Question} [{setting.Default}]", stop);
        return string.IsNullOrEmpty(answer) ? setting.Default : answer;
    }

    private static string Checked(SettingDefinition setting, string? value) =>
        value is null ? throw CliErrors.NoTerminal(setting.Question ?? setting.Name, $"shipkeeper init --{setting.Name} VALUE")
        : setting.Accepts(value) ? value
        : throw InitErrors.SettingsRefused([setting], _ => value);

    private bool NeedsAnswer(SecretDefinition secret) =>
        secret.Origin is SecretOrigin.Asked && string.IsNullOrEmpty(platform.Secrets[secret.Name]) && (asks || !secret.Optional);

    private string? AskFor(SecretDefinition secret)
    {
        var question = ((SecretOrigin.Asked)secret.Origin).Question;
        if (!asks)
        {
            throw CliErrors.NoTerminal(question, $"shipkeeper init --set-stdin {secret.Name}");
        }

        return Terminal.AskHidden(secret.Optional ? $"{question}, empty for none" : question, stop);
    }

    private string ReadFromInput(string key)
    {
        if (!platform.Definition.Secrets.TryGetValue(key, out var secret))
        {
            throw InitErrors.UnknownSecret(key, platform.Definition.Secrets.Keys);
        }

        if (secret.Origin is SecretOrigin.FromFile or SecretOrigin.FromEnvironment)
        {
            throw InitErrors.KeptElsewhere(key);
        }

        if (secret.Origin is SecretOrigin.Generated && !string.IsNullOrEmpty(platform.Secrets[key]))
        {
            throw InitErrors.SecretExists(key);
        }

        return Checked(secret, ReadInput());
    }

    private string Checked(SecretDefinition secret, string value) =>
        SecretRules.FindProblem(secret, value, platform.IsDev) is { } problem ? throw InitErrors.SecretRefused(secret.Name, problem) : value;

    private static string ReadInput() =>
        StandardInput.Read(MaximumBytes) is { } content ? Encoding.UTF8.GetString(content).TrimEnd('\r', '\n') : throw InitErrors.InputTooLong(MaximumBytes);
}
