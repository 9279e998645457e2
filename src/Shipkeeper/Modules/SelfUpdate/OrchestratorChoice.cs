using NuGet.Versioning;

namespace Shipkeeper.Modules.SelfUpdate;

/// <summary>What is done with the Shipkeeper that a repository offers.</summary>
internal enum OrchestratorVerdict
{
    /// <summary>The same one, or an older one: there is no way back by a repository.</summary>
    Current,

    Newer,

    /// <summary>It was tried, and is not again until its file changes.</summary>
    FailedBefore,

    /// <summary>The module tree has no Shipkeeper of its own that could be replaced.</summary>
    NoneOfItsOwn,
}

internal static class OrchestratorChoice
{
    /// <param name="current">The version that the tree has for itself; null where it has none.</param>
    /// <param name="failure">Of the last one that was not taken.</param>
    public static OrchestratorVerdict Of(OrchestratorOffer offer, string? current, OrchestratorFailure? failure) =>
        current is null ? OrchestratorVerdict.NoneOfItsOwn
        : offer.Semantic <= SemanticVersion.Parse(current) ? OrchestratorVerdict.Current
        : failure?.Sha256 == offer.Sha256 ? OrchestratorVerdict.FailedBefore
        : OrchestratorVerdict.Newer;
}
