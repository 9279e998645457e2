using Shipkeeper.Features.Init;
using Shipkeeper.Features.Start;

namespace Shipkeeper;

/// <summary>Every feature, in the order of the help. A feature that is not in this list does not exist.</summary>
internal static class FeatureList
{
    public static readonly IReadOnlyList<IFeature> All =
    [
        new InitFeature(),
        new StartFeature(),
    ];
}
