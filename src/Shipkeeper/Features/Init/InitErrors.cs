using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Init;

internal static class InitErrors
{
    private static readonly ErrorCode SettingCode = new(
        "init.setting-refused",
        ErrorKind.Usage,
        "A value was given for a setting, or stands in 'settings.env', that 'shipkeeper.yaml' does not allow for it. Nothing was written.");

    private static readonly ErrorCode SecretCode = new(
        "init.secret-refused",
        ErrorKind.Usage,
        "A secret cannot be set in this way: it is not one of this platform, it is kept elsewhere, it exists already, or the value will not do. "
        + "A generated secret is never replaced, because data may be encrypted or protected with it.");

    private static readonly ErrorCode FileCode = new(
        "init.no-file",
        ErrorKind.Usage,
        "The file that --from names is not there. Nothing was written.");

    private static readonly ErrorCode LostCode = new(
        "init.secrets-lost",
        ErrorKind.Refused,
        "The current release was started with a generated secret that '.env' does not hold any more. A new one would open nothing that was "
        + "protected with the old one: encrypted data stays unreadable, databases refuse the new password. Put '.env' back from where it is "
        + "backed up, or one value after the other with '--set-stdin'. Where nothing depends on the old secret any more, 'shipkeeper init "
        + "--new-secrets' makes a new one.");

    public static IReadOnlyList<ErrorCode> All => [SettingCode, SecretCode, FileCode, LostCode];

    public static ShipkeeperException SecretsLost(int release, IReadOnlyList<string> keys) => LostCode.Because(
        $"release {release} was started with {string.Join(", ", keys)}, and .env has no value for {(keys.Count == 1 ? "it" : "them")} any more.",
        $"put .env back from your backup, then: shipkeeper init; a single value: shipkeeper init --set-stdin {keys[0]} < FILE");

    public static ShipkeeperException SettingsRefused(IReadOnlyList<SettingDefinition> settings, Func<SettingDefinition, string> valueOf)
    {
        var problems = settings.Select(setting => $"'{valueOf(setting)}' is no value for the setting '{setting.Name}': it must be {StateErrors.Expectation(setting)}").ToList();
        return SettingCode.Because(
            problems.Count == 1 ? $"{problems[0]}." : $"{problems.Count} settings have values that are not allowed.",
            StateErrors.InitCall(settings),
            problems.Count == 1 ? [] : problems);
    }

    public static ShipkeeperException UnknownSecret(string key, IEnumerable<string> known) => SecretCode.Because(
        $"'{key}' is no secret of this platform; it has {string.Join(", ", known)}.",
        "shipkeeper init --set-stdin KEY");

    public static ShipkeeperException KeptElsewhere(string key) => SecretCode.Because(
        $"'{key}' is kept outside .env, and only checked here.",
        "see 'secrets' in shipkeeper.yaml: it says where the value belongs");

    public static ShipkeeperException SecretExists(string key) => SecretCode.Because(
        $"'{key}' has a value already, and data may depend on it; it was not replaced.",
        "edit .env yourself if you are sure that nothing depends on the old value");

    public static ShipkeeperException SecretRefused(string key, string problem) => SecretCode.Because(
        $"the value for '{key}' {problem}.",
        $"shipkeeper init --set-stdin {key}");

    public static ShipkeeperException InputTooLong(int maximumBytes) => SecretCode.Because(
        $"standard input is longer than {maximumBytes:N0} bytes.",
        "shipkeeper init --set-stdin KEY < file");

    public static ShipkeeperException NoFile(string file) => FileCode.Because($"there is no file {file}.", "shipkeeper init --from FILE");
}
