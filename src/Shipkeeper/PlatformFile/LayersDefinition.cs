namespace Shipkeeper.PlatformFile;

/// <param name="Infrastructure">Started first, and never upgraded by accident.</param>
/// <param name="Application">Null: every other service, but not those labelled <c>shipkeeper.role: operator</c> or <c>edge</c>.</param>
internal sealed record LayersDefinition(IReadOnlyList<PlacedText> Infrastructure, IReadOnlyList<PlacedText>? Application);
