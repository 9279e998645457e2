using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Shipkeeper.Engine.Planning;

/// <summary>What happens to an operation whose step fails or whose process dies.</summary>
[JsonConverter(typeof(EnumNameConverter<OperationMode>))]
public enum OperationMode
{
    /// <summary>What is done stays; every step is safe to repeat, and the same command goes on.</summary>
    [JsonStringEnumMemberName("forward-only")]
    ForwardOnly,

    /// <summary>Everything goes back, in reverse.</summary>
    [JsonStringEnumMemberName("undo")]
    Undo,
}

/// <summary>Ordered stages of independent steps, with reasons, as data.</summary>
public sealed record Plan
{
    /// <summary>The command that asked for it.</summary>
    public required string Verb { get; init; }

    public required OperationMode Mode { get; init; }

    /// <summary>In order; one without steps is left out.</summary>
    public required IReadOnlyList<Stage> Stages { get; init => field = [.. value.Where(stage => stage.Steps.Count > 0)]; }

    /// <summary>
    /// How long after it began to serve a failed operation may still be undone by recovery without asking (patience and bake together).
    /// Later, data may have been written that only a person can give up.
    /// </summary>
    public TimeSpan UndoWindow { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Stages.Count == 0;

    public string ToCanonicalJson() => CanonicalJson.Write(JsonSerializer.SerializeToElement(this, PlanJson.Default.Plan));

    /// <summary>SHA-256 of the canonical JSON, lower-case hexadecimal: two plans with one hash do the same.</summary>
    public string ComputeHash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToCanonicalJson())));

    /// <exception cref="JsonException">The text is no plan.</exception>
    public static Plan FromJson(string json) =>
        JsonSerializer.Deserialize(json, PlanJson.Default.Plan) ?? throw new JsonException("A plan is a JSON object.");

    /// <summary>All steps with their places, in order.</summary>
    public IEnumerable<(StepId Id, StageRole Role, Step Step)> EnumerateSteps() =>
        Stages.SelectMany((stage, s) => stage.Steps.Select((step, i) => (new StepId(s + 1, i + 1), stage.Role, step)));

    public Step Find(StepId id) => Stages[id.Stage - 1].Steps[id.Index - 1];

    /// <returns>What the first step of a kind is given; null where there is no such step.</returns>
    public TInput? FindInput<TInput>(string kind, JsonTypeInfo<TInput> type)
        where TInput : class => EnumerateSteps().Select(step => step.Step).FirstOrDefault(step => step.Kind == kind)?.Input.Deserialize(type);

    public override string ToString() => PlanText.Write(this);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Plan))]
internal sealed partial class PlanJson : JsonSerializerContext;
