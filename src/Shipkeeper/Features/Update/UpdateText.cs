using Shipkeeper.Model;
using Shipkeeper.Moves;

namespace Shipkeeper.Features.Update;

/// <summary>What an update has found, for people. Pure.</summary>
internal static class UpdateText
{
    /// <param name="view">As it was before anything was fetched.</param>
    /// <param name="services">All when empty.</param>
    public static IEnumerable<string> Lines(MoveView view, IReadOnlyList<string> services)
    {
        foreach (var (name, service) in view.To.Services.Where(service => services.Count == 0 || services.Contains(service.Key)))
        {
            yield return $"{name}: {Describe(view, name, service)}";
        }

        foreach (var note in view.Notes)
        {
            yield return $"note: {note}";
        }

        if (view.To.Source is { Kind: not SourceKind.Files } source)
        {
            yield return $"files: {source}{(view.FileChanges.Count == 0 ? ", as released" : $", {view.FileChanges.Count} of them not as released")}";
        }

        yield return view.IsEmpty ? $"release {view.From.Number} is up to date" : "nothing was applied; 'shipkeeper plan' shows what 'shipkeeper upgrade' would do";
    }

    private static string Describe(MoveView view, string name, ReleasedService service)
    {
        var before = view.From.Services.GetValueOrDefault(name);
        var image = $"{service.Pin.Reference} ({service.Pin.Short})";
        return before is null ? $"new service, {image} is here"
            : before.Pin.IsSameImage(service.Pin) && service.Layer is Layer.Infrastructure ? $"{image}, as released; {OnItsOwn(name)}"
            : before.Pin.IsSameImage(service.Pin) ? $"{image}, as released"
            : view.ImagesToPull.ContainsKey(name) ? $"{image} is fetched; released is {before.Pin.Reference} ({before.Pin.Short})"
            : $"{image} was here already; released is {before.Pin.Reference} ({before.Pin.Short})";
    }

    private static string OnItsOwn(string service) => $"infrastructure moves by 'upgrade --service {service}=<image>' alone";
}
