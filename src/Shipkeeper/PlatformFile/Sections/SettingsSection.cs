using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class SettingsSection
{
    public const string Example =
        """
        settings:                            # install-time choices, kept in settings.env (KEY=value), read by Compose, part of a release by value
          mode:     [production, dev]        # allowed values, first is the default; Compose sees MODE
          images:   [registry, local]
          tls:      [none, selfsigned, manual, acme, offload]
          gpu:      [cpu, nvidia, amd]
          hostname: {ask: "Public host name", pattern: "^[a-z0-9.-]+$", default: localhost}
          kg_version: {default: "0.4.5"}     # image: ghcr.io/…/api:${KG_VERSION}; moved by `upgrade --version`
        """;

    private static readonly Key<string?> Ask =
        Key.Optional("ask", Scalars.Text(TextRules.Line), "The question that `init` asks for it.");

    private static readonly Key<string?> Pattern =
        Key.Optional("pattern", Scalars.Text(TextRules.Expression), "A regular expression that a value must match.");

    private static readonly Key<string?> Default =
        Key.Optional("default", Scalars.Text(TextRules.Line), "The value when none is given.");

    private static readonly Shape<SettingDefinition> FreeText = new ObjectShape<SettingDefinition>(
        "a map with ask, pattern and default",
        "{ask: Public host name, default: localhost}",
        [Ask, Pattern, Default],
        BuildFreeText);

    private static readonly Shape<SettingDefinition> Choice = Collections
        .List("a list of values (the first is the default)", Scalars.Text(TextRules.SettingValue), minimum: 1)
        .Select((values, spot) => new SettingDefinition(spot.Name, values, null, null, values is [var first, ..] ? first : null, spot.Owner));

    public static Shape<IReadOnlyDictionary<string, SettingDefinition>> Shape { get; } = Collections.Map(
        "a map of settings by name",
        TextRules.SettingName,
        "setting",
        new EitherShape<SettingDefinition>(Choice, FreeText));

    private static SettingDefinition BuildFreeText(Fields fields)
    {
        var setting = new SettingDefinition(fields.Name, [], fields.Get(Ask), NullIfBroken(fields.Get(Pattern)), fields.Get(Default), fields.Place);
        if (setting.Default is { Length: > 0 } written && !setting.Accepts(written))
        {
            fields.Report(Default, $"does not match the pattern '{setting.Pattern}' of its own setting");
        }

        if (setting.Question is null && setting.Default is null)
        {
            fields.Report("needs a default, or a question to ask: {ask: \"…\"}");
        }

        return setting;
    }

    private static string? NullIfBroken(string? pattern) => pattern is { Length: > 0 } ? pattern : null;
}
