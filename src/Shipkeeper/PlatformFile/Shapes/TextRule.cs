namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>What a text must be.</summary>
/// <param name="Kind">With its article.</param>
/// <param name="Pattern">For the JSON Schema; may allow more than <paramref name="Holds"/> does.</param>
/// <param name="MayHoldSecret">A wrong value is not repeated in messages.</param>
internal sealed record TextRule(string Kind, string Example, string? Pattern, Func<string, bool> Holds, bool MayHoldSecret = false);
