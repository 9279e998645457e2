using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Postgres;

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
        "The database remembers by a fingerprint with which key each config section was encrypted, and the secret in '.env' is another one now. "
        + "The application could not read what is stored. Put the old key back from your backup. Where it is lost, every section that was "
        + "encrypted with it must be set again, with '--new-key': that takes the key of now as the one that counts.");

    public static readonly ErrorCode SqlCode = new(
        "config.sql-failed",
        ErrorKind.Failed,
        "The database server refused the SQL that a config section has in 'shipkeeper.yaml'. The message holds the server's own words and its "
        + "code, without what was entered in secret; the line is counted within 'write' or 'read'. Nothing was stored, because a section is "
        + "written in one transaction. Either the SQL is wrong, or migrations are pending, or a table does not take a value.");

    public static IReadOnlyList<ErrorCode> All => [ValueCode, KeyInvalidCode, KeyChangedCode, SqlCode];

    public static ShipkeeperException ValuesRefused(ConfigSectionDefinition section, IReadOnlyList<string> problems) => ValueCode.Because(
        problems.Count == 1 ? $"'{section.Name}' was not set: {problems[0]}." : $"'{section.Name}' was not set, for {problems.Count} reasons.",
        $"shipkeeper config {section.Name} --help",
        problems.Count == 1 ? [] : problems);

    public static ShipkeeperException NoKey(string secretName) =>
        KeyInvalidCode.Because($"the secret {secretName}, with which fields are encrypted, has no value.", "shipkeeper init");

    public static ShipkeeperException KeyInvalid(string secretName) => KeyInvalidCode.Because(
        $"the secret {secretName} is no key: it must be 32 bytes in base64.",
        $"put the value of {secretName} back; if nothing was encrypted with it yet, remove its line from .env and run 'shipkeeper init'");

    /// <param name="changed">What is remembered of sections, and not of the keys of now; not empty.</param>
    /// <param name="section">One that can be encrypted with the key of now.</param>
    public static ShipkeeperException KeyChanged(IReadOnlyList<RememberedKey> changed, ConfigSectionDefinition section)
    {
        var secretNames = changed.Select(key => key.SecretName).Distinct().ToList();
        var sections = changed.Select(key => key.Section).Distinct().ToList();
        var lost = string.Join(", ", secretNames);
        var encrypted = sections is [var only] ? $"the section '{only}' was encrypted with" : $"the sections {string.Join(", ", sections)} were encrypted with";
        return KeyChangedCode.Because(
            secretNames.Count == 1 ? $"{lost} is not the key that {encrypted}." : $"{lost} are not the keys that {encrypted}.",
            $"put {lost} back from your backup; if it is lost: {SectionCall.Of(section)} {SectionOptions.NewKey}");
    }

    /// <param name="key"><c>write</c> or <c>read</c>.</param>
    /// <param name="line">Counted from one; null for what the server noticed at the end of the transaction.</param>
    /// <param name="redact">For the words of the server.</param>
    public static ShipkeeperException SqlFailed(ConfigSectionDefinition section, string key, int? line, SqlRefusedException refusal, Func<string, string> redact)
    {
        var details = new[] { refusal.ServerHint is { } hint ? $"the server's hint: {hint}" : null, refusal.Context };
        return SqlCode.Because(
            $"'{key}' of the section '{section.Name}', {(line is null ? "at its end" : $"line {line}")}: {redact(refusal.Message)} ({refusal.SqlState}).",
            MayWaitForMigration(refusal.SqlState)
                ? "shipkeeper migrate status"
                : $"compare with 'config.{section.Name}.{key}' in shipkeeper.yaml; shipkeeper config {section.Name} --help",
            [.. details.OfType<string>().SelectMany(text => redact(text).Split('\n'))]);
    }

    /// <summary>A table, a column, a schema or a function that is not there.</summary>
    private static bool MayWaitForMigration(string sqlState) => sqlState is "42P01" or "42703" or "3F000" or "42883";
}
