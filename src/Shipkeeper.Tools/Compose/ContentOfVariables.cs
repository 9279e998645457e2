using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Compose;

/// <summary>
/// Configs and secrets whose content is the value of a variable (<c>environment: TOKEN</c>). Compose names only the variable, so it is asked for the
/// values by one more file, in a member that is nobody's. A variable without a value is refused then, and not only while containers are made. Pure.
/// </summary>
internal static partial class ContentOfVariables
{
    private const string Answers = "x-shipkeeper-content";

    public static IReadOnlyDictionary<string, JsonElement> None { get; } = new Dictionary<string, JsonElement>();

    /// <summary>Whether it is worth reading once more: the <c>environment</c> of a service is an object, or a list.</summary>
    public static bool MayBeIn(string model) => VariableField().IsMatch(model);

    /// <returns>A compose file, to be read after the others; null where no variable is named.</returns>
    public static byte[]? Ask(JsonElement model)
    {
        var (questions, used) = (new JsonObject(), ServiceAspects.ListCopied(model).ToHashSet());
        foreach (var (part, variable) in ServiceAspects.Copied.SelectMany(kind => ListVariables(model, kind)).Where(one => used.Contains(one.Part) && VariableName().IsMatch(one.Variable)))
        {
            questions[part] = $"${{{variable}?it is the content of {part}}}";
        }

        return questions.Count == 0 ? null : Encoding.UTF8.GetBytes(new JsonObject { [Answers] = questions }.ToJsonString());
    }

    /// <param name="model">What Compose makes of all files and that one.</param>
    /// <returns><c>secrets.token</c> → its content.</returns>
    public static IReadOnlyDictionary<string, JsonElement> Read(JsonElement model) =>
        model.TryGetProperty(Answers, out var answers) ? answers.EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value.Clone()) : None;

    private static IEnumerable<(string Part, string Variable)> ListVariables(JsonElement model, string kind) =>
        from definition in model.TryGetProperty(kind, out var definitions) && definitions.ValueKind is JsonValueKind.Object ? definitions.EnumerateObject() : default
        where definition.Value.ValueKind is JsonValueKind.Object && definition.Value.TryGetProperty("environment", out _)
        select ($"{kind}.{definition.Name}", definition.Value.GetProperty("environment").GetString() ?? "");

    [GeneratedRegex("\"environment\":\\s*\"")]
    private static partial Regex VariableField();

    [GeneratedRegex(@"\A[A-Za-z_]\w*\z")]
    private static partial Regex VariableName();
}
