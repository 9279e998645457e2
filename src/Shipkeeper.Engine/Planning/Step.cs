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
    public static StepId Parse(string text)
    {
        var dot = text.IndexOf('.');
        return new(int.Parse(text.AsSpan(0, dot)), int.Parse(text.AsSpan(dot + 1)));
    }

    public override string ToString() => $"{Stage}.{Index}";
}
