using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Secrets;

/// <summary>A platform whose <c>.env</c> holds values of several shapes, and whose service prints every one of them.</summary>
internal static class PlantedSecrets
{
    /// <summary>No part of these may be found anywhere but in <c>.env</c>.</summary>
    public static readonly IReadOnlyList<string> Canaries =
    [
        "canary-long-" + new string('x', 200) + "-end",
        "canary \"quoted\" and 'spaced'",
        "canary$cash$5and",
        "canary-first-line",
        "canary-second-line",
        "canary#after=equals\\backslash",
        "canary-undeclared",
    ];

    private const string File =
        """
        LONG=$LONG
        QUOTED="canary \"quoted\" and 'spaced'"
        DOLLAR='canary$cash$5and'
        LINES="canary-first-line
        canary-second-line"
        ODD='canary#after=equals\backslash'
        UNDECLARED=canary-undeclared
        """;

    private const string Definition =
        """
        secrets: {LONG: {generate: token}, QUOTED: {ask: Quoted}, DOLLAR: {ask: Dollar}, LINES: {ask: Lines}, ODD: {ask: Odd}}
        health: {web: {exec: [sh, -c, 'test -e /tmp/ready || { echo "no luck with $DOLLAR"; false; }'], patience: 4s}}
        """;

    private const string Prints =
        """
        services:
          store: {<<: *service, environment: &secrets {LONG: "${LONG}", QUOTED: "${QUOTED}", DOLLAR: "${DOLLAR}", LINES: "${LINES}", ODD: "${ODD}", UNDECLARED: "${UNDECLARED}"}}
          web:
            <<: *service
            environment: *secrets
            healthcheck: {test: [CMD-SHELL, 'test -e /tmp/ready || { echo "cannot log in with $$LONG"; false; }'], interval: 250ms, retries: 3}
            command: [sh, -c, 'echo it begins; printf "%s\n" "my $$LONG" "$$QUOTED" "a $$DOLLAR b" "$$LINES" "$$ODD" "$$UNDECLARED"; exec httpd -f -p 8000']
        """;

    public static ScenarioPlatform Platform()
    {
        var platform = ScenarioPlatform.WithTwoLayers(Definition);
        platform.WriteCompose(Prints);
        platform.WriteSecrets(File.Replace("$LONG", Canaries[0], StringComparison.Ordinal));
        return platform;
    }

    /// <returns>The canary that the text gives away; null for none. Also the beginnings of canaries count.</returns>
    public static string? FindIn(string text) => Canaries.FirstOrDefault(canary => text.Contains(canary[..Math.Min(canary.Length, 14)], StringComparison.Ordinal));
}
