using System.Text.Json;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Tests.Compose;

public sealed class ServiceAspectsTests
{
    private static readonly byte[] Key = [1, 2, 3];

    [Fact]
    public void Content_that_the_files_hold_is_a_part_of_the_services_that_use_it()
    {
        var (before, after) = (Read("hello"), Read("good bye"));

        Assert.NotEqual(before["web"]["configs.banner"], after["web"]["configs.banner"]);
        Assert.Equal(before["web"]["configs"], after["web"]["configs"]);
        Assert.DoesNotContain(before["api"].Keys, ServiceAspects.IsCopied);
    }

    [Fact]
    public void A_label_changes_with_the_content_and_is_of_nobody_else()
    {
        var (before, same, after) = (Labels("hello", Key), Labels("hello", Key), Labels("good bye", Key));

        Assert.Equal(["web"], before.Keys);
        Assert.Equal(before["web"], same["web"]);
        Assert.NotEqual(before["web"], after["web"]);
        Assert.NotEqual(before["web"], Labels("hello", [4])["web"]);
        Assert.Empty(Labels("hello", key: null));
    }

    private static IReadOnlyDictionary<string, string> Labels(string content, byte[]? key)
    {
        var aspects = Read(content);
        var services = aspects.Keys.Select(name => Samples.Service(name) with { Aspects = aspects[name] });
        return CopiedContent.LabelsOf(Samples.Model(services), key);
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(string content)
    {
        using var model = JsonDocument.Parse(
            $$$"""
            {
              "services": {
                "web": {"image": "web", "configs": [{"source": "banner", "target": "/banner"}, {"source": "banner", "target": "/again"}, {"source": "file"}], "secrets": [{"source": "outside"}]},
                "api": {"image": "api", "configs": null}
              },
              "configs": {"banner": {"name": "shop_banner", "content": "{{{content}}}"}, "file": {"file": "/etc/x"}}
            }
            """);
        return ServiceAspects.Read(model.RootElement, text => text, new Dictionary<string, JsonElement>());
    }
}
