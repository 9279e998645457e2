using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.Versions;

namespace Shipkeeper.Tests.Versions;

/// <summary>Manifests as authors write them.</summary>
internal static class ManifestText
{
    public const string Digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    public static Manifest Parse(string json) => ManifestReader.Parse(Encoding.UTF8.GetBytes(json), "versions.json");

    /// <param name="more">Keys besides the two that every manifest has.</param>
    public static Manifest With(string more, string compatible = "{}") => Parse($$"""{"operator": "0.1.0", "compatible": {{compatible}}, {{more}}}""");

    public static void IsRefused(string json, params string[] problems) => IsRefused(Encoding.UTF8.GetBytes(json), problems);

    /// <param name="problems">All of them in their order, each without the name of the file.</param>
    public static void IsRefused(byte[] json, params string[] problems)
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => ManifestReader.Parse(json, "versions.json"));

        Assert.Equal(("manifest.invalid", ErrorKind.Usage), (refusal.Code.Name, refusal.Code.Kind));
        Assert.Equal(problems.Select(problem => $"versions.json:{problem}"), refusal.Details);
    }
}
