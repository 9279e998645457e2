namespace Shipkeeper;

/// <summary>Every feature, in the order of the help. A feature that is not in this list does not exist.</summary>
internal static class Features
{
    public static readonly IReadOnlyList<IFeature> All =
    [
    ];
}
