using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

internal static class ConfigErrors
{
    private static readonly ErrorCode ValueCode = new(
        "config.value-refused",
        ErrorKind.Usage,
        "A value was given for a config section that 'shipkeeper.yaml' does not allow for its field, or one that is needed was not given. "
        + "Everything that is wrong is listed; the values of secrets are never shown. Nothing was stored.");

    private static readonly ErrorCode KeyInvalidCode = new(
        "config.key-invalid",
        ErrorKind.Refused,
        "A field is stored encrypted, and the secret that should hold the key has no value, or one that is no Fernet key: 32 bytes in base64, "
        + "url-safe or standard, 44 characters long. Nothing was stored. 'shipkeeper init' makes a key where there is none; a key that data was "
        + "encrypted with can only come from your backup.");

    private static readonly ErrorCode KeyChangedCode = new(
        "config.key-changed",
        ErrorKind.Failed,
        "The database remembers by a fingerprint with which key its config sections were encrypted, and the secret in '.env' is another one now. "
        + "The application could not read what is stored. Put the old key back from your backup. Where it is lost, '--new-key' takes the key "
        + "of now as the one that counts: then every section that is encrypted with it must be set again.");

    public static IReadOnlyList<ErrorCode> All => [ValueCode, KeyInvalidCode, KeyChangedCode];

    public static ShipkeeperException ValuesRefused(ConfigSectionDefinition section, IReadOnlyList<string> problems) => ValueCode.Because(
        problems.Count == 1 ? $"'{section.Name}' was not set: {problems[0]}." : $"'{section.Name}' was not set, for {problems.Count} reasons.",
        $"shipkeeper config {section.Name} --help",
        problems.Count == 1 ? [] : problems);

    public static ShipkeeperException NoKey(string secretName) =>
        KeyInvalidCode.Because($"the secret {secretName}, with which fields are encrypted, has no value.", "shipkeeper init");

    public static ShipkeeperException KeyInvalid(string secretName) => KeyInvalidCode.Because(
        $"the secret {secretName} is no key: it must be 32 bytes in base64.",
        $"put the value of {secretName} back; if nothing was encrypted with it yet, remove its line from .env and run 'shipkeeper init'");

    /// <param name="section">One that is encrypted with the key.</param>
    public static ShipkeeperException KeyChanged(string secretName, ConfigSectionDefinition section) => KeyChangedCode.Because(
        $"{secretName} is not the key that config sections were encrypted with.",
        $"put {secretName} back from your backup; if it is lost: {SectionCall.Of(section)} {SectionOptions.NewKey}");
}
