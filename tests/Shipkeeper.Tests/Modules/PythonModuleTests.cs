namespace Shipkeeper.Tests.Modules;

/// <summary>What the interpreter does for a program of its own, it does for a module.</summary>
[Trait("Needs", "python")]
public sealed class PythonModuleTests
{
    [Theory]
    [InlineData("sys.exit(0)", "return None", "it returned nothing, which means failure")]
    [InlineData("return True", "raise RuntimeError('the parent')", "RuntimeError: the parent")]
    public async Task What_it_has_forked_does_not_speak_for_it(string child, string parent, string error)
    {
        using var host = await WithAsync(Fork(child, $"time.sleep(0.2); {parent}"));

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"a: {error}", run.Error);
    }

    [Fact]
    public async Task A_child_that_fails_does_not_make_it_fail()
    {
        using var host = await WithAsync(Fork("raise RuntimeError('the child')", "return True"));

        await host.RunWellAsync();

        Assert.Contains("the child", host.Log);
    }

    [Fact]
    public async Task Its_command_line_is_its_own()
    {
        using var host = await WithAsync(
            $"import argparse, sys; argparse.ArgumentParser().parse_args(); open({ModuleHost.Literal("traces")}, 'w').write(' '.join(sys.argv)); return True");

        await host.RunWellAsync();

        Assert.Equal(Path.Combine(host.Tree, "modules/a/__init__.py"), host.ReadTree("traces"));
    }

    [Fact]
    public async Task The_text_that_it_exits_with_is_why_it_failed()
    {
        using var host = await WithAsync("import sys; sys.exit('no more paper')");

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a: no more paper", run.Error);
        Assert.Contains("no more paper", host.Log);
    }

    [Fact]
    public async Task Its_package_may_be_named_as_its_entry()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", "raise RuntimeError('it ran')", ",\"entry\":\"__init__.py\"");
        await host.CommitAsync();

        Assert.Contains("a: RuntimeError: it ran", (await host.RunAsync()).Error);
    }

    private static string Fork(string child, string parent) =>
        $"import os, sys, time\n    child = os.fork()\n    if child == 0: {child}\n    os.waitpid(child, 0); {parent}";

    private static async Task<ModuleHost> WithAsync(string main)
    {
        var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", main);
        await host.CommitAsync();
        return host;
    }
}
