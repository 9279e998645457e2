using Shipkeeper.Config;

namespace Shipkeeper.Features.Config;

/// <summary>How a call ended: with what was stored, or with what was found and left as it is.</summary>
internal sealed record SetSection(SectionValues? Stored, SectionReading? Found)
{
    /// <summary>Names of sections that were encrypted with other keys when a new one was taken, this one among them.</summary>
    public IReadOnlyList<string> OfKeysBefore { get; init; } = [];
}
