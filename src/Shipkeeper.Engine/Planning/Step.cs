using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Shipkeeper.Engine.Planning;

/// <summary>The smallest journaled change: which kind of change, on what, and why it is needed.</summary>
/// <param name="Kind">Name of a registered <see cref="IStepKind"/>, in kebab case.</param>
/// <param name="Input">All that the kind needs; never a secret value, because it is written to disk.</param>
/// <param name="Reason">The cause, for people.</param>
public sealed record Step(string Kind, JsonElement Input, string Reason)
{
    public static Step Of<TInput>(string kind, TInput input, JsonTypeInfo<TInput> inputType, string reason) =>
        new(kind, JsonSerializer.SerializeToElement(input, inputType), reason);
}

/// <summary>Place of a step in its plan, counted from one: <c>2.1</c> is the first step of the second stage.</summary>
public readonly record struct StepId(int Stage, int Index)
{
    /// <exception cref="FormatException">The text names no place in a plan.</exception>
    public static StepId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the place of a step.");

    public static bool TryParse(string text, out StepId id)
    {
        var dot = text.IndexOf('.');
        var (stage, index) = (0, 0);
        var isPlace = dot > 0
            && int.TryParse(text.AsSpan(0, dot), NumberStyles.None, null, out stage)
            && int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, null, out index)
            && stage > 0 && index > 0;
        id = new(stage, index);
        return isPlace;
    }

    public override string ToString() => $"{Stage}.{Index}";
}
