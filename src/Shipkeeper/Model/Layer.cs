using System.Text.Json.Serialization;

namespace Shipkeeper.Model;

/// <summary>The two layers that services belong to, in the order in which they start.</summary>
internal enum Layer
{
    [JsonStringEnumMemberName("infrastructure")]
    Infrastructure,

    [JsonStringEnumMemberName("application")]
    Application,
}

internal static class Layers
{
    public static readonly IReadOnlyList<Layer> InOrder = [Layer.Infrastructure, Layer.Application];

    public static string Name(this Layer layer) => layer is Layer.Infrastructure ? "infrastructure" : "application";
}
