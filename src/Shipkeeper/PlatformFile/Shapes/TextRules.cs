using System.Text.RegularExpressions;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>The kinds of text in a platform file.</summary>
internal static partial class TextRules
{
    private const string ProjectPattern = "[a-z0-9][a-z0-9_-]*";
    private const string ServicePattern = "[a-zA-Z0-9][a-zA-Z0-9._-]*";
    private const string LowerCasePattern = "[a-z][a-z0-9_]*";
    private const string SectionPattern = "[a-z][a-z0-9-]*";
    private const string VariablePattern = "[A-Za-z_][A-Za-z0-9_]*";
    private const string ValuePattern = "[A-Za-z0-9][A-Za-z0-9._+-]*";
    private const string OptionPattern = "--[a-z][a-z0-9-]*";
    private const string RecipientPattern = "age1[a-z0-9]{20,2000}|ssh-(ed25519|rsa) [A-Za-z0-9+/=]{20,2000}( .{0,200})?";
    private const string InsidePattern = "(?![/~])(?!.*(^|/)\\.\\.(/|$)).+";
    private const string GitNamePattern = "(?![-/.])(?!.*(\\.\\.|//|@\\{))[A-Za-z0-9._/+@-]+";
    private const string AnyLinePattern = "[^\\r\\n]+";

    public static TextRule ProjectName { get; } =
        new("a Compose project name (a-z, 0-9, - and _, at most 63)", "knowledge-graph", ProjectPattern, text => text.Length <= 63 && Project().IsMatch(text));

    public static TextRule ServiceName { get; } = new("the name of a Compose service", "api", ServicePattern, Service().IsMatch);

    public static TextRule VolumeName { get; } = new("the name of a Compose volume", "garage_data", ServicePattern, Service().IsMatch);

    public static TextRule SettingName { get; } = new("the name of a setting (a-z, 0-9 and _)", "images", LowerCasePattern, LowerCase().IsMatch);

    public static TextRule FieldName { get; } = new("the name of a field (a-z, 0-9 and _)", "max_tokens", LowerCasePattern, LowerCase().IsMatch);

    public static TextRule SectionName { get; } =
        new("the name of a config section (a-z, 0-9 and -)", "ai-provider", SectionPattern, Section().IsMatch);

    public static TextRule VariableName { get; } =
        new("the name of a secret (letters, 0-9 and _)", "POSTGRES_PASSWORD", VariablePattern, Variable().IsMatch);

    public static TextRule SettingValue { get; } =
        new("a setting's value (letters, 0-9 and . _ + -)", "production", ValuePattern, SettingText().IsMatch);

    public static TextRule OptionName { get; } = new("a command line option", "--max-tokens", OptionPattern, Option().IsMatch);

    public static TextRule DatabaseName { get; } =
        new("a PostgreSQL name of at most 63 bytes", "knowledge_graph", AnyLinePattern, text => IsLine(text) && System.Text.Encoding.UTF8.GetByteCount(text) <= 63);

    public static TextRule Line { get; } = new("a text of one line", "SMTP password", AnyLinePattern, IsLine);

    public static TextRule Sql { get; } =
        new("an SQL statement", "select count(*) from users", null, text => !string.IsNullOrWhiteSpace(text) && text.Length <= 64 * 1024);

    public static TextRule Expression { get; } =
        new("a regular expression", "\"^[a-z]+$\"", null, Expressions.IsValid);

    public static TextRule Capture { get; } =
        new("a regular expression with one group in parentheses", "\"Key ID: (\\\\S+)\"", null, Expressions.IsCapture);

    public static TextRule GitAddress { get; } =
        new("the address of a git repository", "https://git.example.org/team/platform.git", AnyLinePattern, text => IsLine(text) && text[0] != '-' && !text.Contains("::", StringComparison.Ordinal));

    public static TextRule GitName { get; } = new("the name of a git branch", "main", GitNamePattern, text => text.Length <= 250 && GitRevision().IsMatch(text));

    public static TextRule Recipient { get; } = new(
        "a recipient (a public key of age, or of SSH)", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", RecipientPattern, AgeRecipient().IsMatch);

    public static TextRule PathInside { get; } = new("a path inside the platform directory", "schema", InsidePattern, PlatformPaths.IsInside);

    public static TextRule PathAnywhere { get; } =
        new("a path (absolute, or inside the platform directory)", "/mnt/backups", null, PlatformPaths.IsAnywhere);

    private static bool IsLine(string text) => text.Length is > 0 and <= 1000 && !text.Any(char.IsControl) && !string.IsNullOrWhiteSpace(text);

    [GeneratedRegex($@"^(?:{ProjectPattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Project();

    [GeneratedRegex($@"^(?:{ServicePattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Service();

    [GeneratedRegex($@"^(?:{RecipientPattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AgeRecipient();

    [GeneratedRegex($@"^(?:{LowerCasePattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LowerCase();

    [GeneratedRegex($@"^(?:{SectionPattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex($@"^(?:{VariablePattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex($@"^(?:{ValuePattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex SettingText();

    [GeneratedRegex($@"^(?:{OptionPattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Option();

    [GeneratedRegex($@"^(?:{GitNamePattern})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex GitRevision();
}
