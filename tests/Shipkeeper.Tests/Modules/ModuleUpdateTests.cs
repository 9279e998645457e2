using System.Text.Json.Nodes;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules;

/// <summary>New code that comes, or cannot come, to a host.</summary>
[Trait("Needs", "python")]
public sealed class ModuleUpdateTests
{
    [Fact]
    public async Task A_module_that_cannot_be_put_in_its_place_stops_no_other()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.0"), ("b", "1.0.0"), ("c", "1.0.0"));
        Assert.SkipUnless(Posix.EffectiveUser() == 0, "only root can mount a folder");
        var place = Path.Combine(host.Tree, "modules/b");
        foreach (var module in new[] { "a", "b", "c" })
        {
            host.WriteGood(module, "2.0.0");
        }

        await host.CommitAsync();

        host.TakeTraces();
        await host.ToolAsync("mount", "--bind", place, place);
        try
        {
            var run = await host.RunAsync();

            Assert.Equal(1, run.ExitCode);
            Assert.Contains("1 of 3 modules failed.", run.Error);
            Assert.Contains("    b: ", run.Error);
        }
        finally
        {
            await host.ToolAsync("umount", place);
        }

        Assert.Equal(["a 2.0.0", "b 1.0.0", "c 2.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task What_failed_code_has_written_into_its_index_goes_with_it()
    {
        const string Components = ",\"config\":{\"components\":{\"x\":true}}";
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0", more: Components);
        await host.CommitAsync();
        await host.RunWellAsync();
        var before = host.Installed("a/index.json");
        host.WriteModule(
            "a",
            "2.0.0",
            "import json, os; p = os.path.join(os.path.dirname(__file__), 'index.json'); i = json.load(open(p)); i['metadata'].update(enabled=False, branch='other'); "
            + "i['config'].update(has_run=True, components={'x': False}); json.dump(i, open(p, 'w')); raise RuntimeError('no')",
            more: Components);
        await host.CommitAsync();

        Assert.Contains("version 1.0.0 is back", (await host.RunAsync()).Error);

        Assert.Equal(before, host.Installed("a/index.json"));
    }

    [Fact]
    public async Task A_version_that_switches_its_module_off_is_told_of()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.0"));
        host.WriteGood("a", "2.0.0", ",\"enabled\":false");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("version 2.0.0 of module 'a' switches it off; 'shipkeeper modules enable", run.Output);
        Assert.DoesNotContain("switches it off", (await host.RunAsync()).Output);
    }

    [Fact]
    public async Task A_tree_with_an_index_remembers_the_repository_too()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        host.WriteBeside("tree/index.json", """{"metadata":{"schema_version":"1.0.0","debug":true},"mine":1}""");
        await host.RunWellAsync();

        Assert.Equal(0, (await host.ModulesAsync("run", "--cache", host.Cache)).ExitCode);

        var index = JsonNode.Parse(host.ReadTree("index.json"))!;
        Assert.Equal((true, 1, host.Repository), ((bool)index["metadata"]!["debug"]!, (int)index["mine"]!, (string?)index["metadata"]!["repository_url"]));
    }

    [Theory]
    [InlineData("\"allowed_signers\":[\"/etc/signers\"]")]
    [InlineData("\"allowed_signers\":{}")]
    [InlineData("\"allowed_signers\":\"\"")]
    [InlineData("\"allowed_signers\":true")]
    [InlineData("\"branch\":[\"main\"]")]
    public async Task A_field_of_the_tree_that_cannot_be_read_does_not_pass_for_none(string field)
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        host.WriteBeside("tree/index.json", $"{{\"metadata\":{{{field}}}}}");

        var run = await host.RunAsync();

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("modules.bad-index", run.Error);
        Assert.Empty(host.TakeTraces());
    }
}
