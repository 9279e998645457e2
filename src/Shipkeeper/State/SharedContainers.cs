using Shipkeeper.Model;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>Containers that others share parts of: made anew, they have another id, and the others have to be made anew too. Pure.</summary>
internal static class SharedContainers
{
    /// <returns>Service → id of its container, the first of several, as Compose takes it; none of a service without one.</returns>
    public static IReadOnlyDictionary<string, string> Of(Release release, IReadOnlyDictionary<string, ObservedService> observed) =>
        Of(release.Services.Values.SelectMany(service => service.Shares.Keys), observed);

    /// <inheritdoc cref="Of(Release, IReadOnlyDictionary{string, ObservedService})"/>
    public static IReadOnlyDictionary<string, string> Of(ResolvedModel model, IReadOnlyDictionary<string, ObservedService> observed) =>
        Of(model.Services.Values.SelectMany(service => service.Shares.Keys), observed);

    private static Dictionary<string, string> Of(IEnumerable<string> shared, IReadOnlyDictionary<string, ObservedService> observed) =>
        shared.Distinct().Where(observed.ContainsKey).ToDictionary(service => service, service => observed[service].Containers[0].Id);
}
