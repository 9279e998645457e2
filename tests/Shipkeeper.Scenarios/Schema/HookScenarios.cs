using System.Text.Json;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Schema;

public sealed class HookScenarios
{
    [Fact]
    public async Task Hooks_run_at_their_moments_with_what_they_need_to_know()
    {
        await using var platform = Platform(("after-infrastructure", "cat >> infra.json; echo $SHIPKEEPER_OPERATION $SHIPKEEPER_MOMENT $PLANTED >> moments"), ("before-application", "echo $SHIPKEEPER_OPERATION $SHIPKEEPER_MOMENT >> moments"));

        (await platform.RunAsync("start", environment: ("PLANTED", "a stray variable"))).Exits(0).Says("done    hook: after-infrastructure", "done    hook: before-application");

        var operation = platform.Journals.Newest.Id;
        Assert.Equal($"{operation} after-infrastructure\n{operation} before-application\n", platform.Read("moments"));
        var context = JsonDocument.Parse(platform.Read("infra.json")).RootElement;
        Assert.Equal(
            ("after-infrastructure", operation, "start", platform.Name, 1),
            (Text(context, "moment"), Text(context, "operation"), Text(context, "verb"), Text(context, "platform"), context.GetProperty("release").GetInt32()));
    }

    [Fact]
    public async Task A_hook_that_fails_stops_the_operation_there_and_the_next_start_runs_it_again()
    {
        await using var platform = Platform(("before-application", "echo seen >> runs; test -e good || { echo no good file >&2; exit 7; }"));

        (await platform.RunAsync("start")).Fails(1, "hook.failed").Says("hooks/before-application ended with exit code 7", "no good file");
        Assert.Equal(["store"], await platform.Engine.RunningAsync());
        platform.Write("good", "");
        (await platform.RunAsync("start")).Exits(0);

        Assert.Equal("seen\nseen\n", platform.Read("runs"));
    }

    [Fact]
    public async Task A_hook_that_is_no_program_is_refused_before_anything_is_started()
    {
        await using var platform = Platform(("after-infrastructure", "true"));
        File.SetUnixFileMode(platform.PathOf("hooks/after-infrastructure"), UnixFileMode.UserRead);

        (await platform.RunAsync("start")).Fails(3, "hook.not-runnable").Says("chmod +x hooks/after-infrastructure");

        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task A_hook_that_no_release_would_hold_is_refused_before_anything_is_started()
    {
        await using var platform = Platform(("real", "true"));
        File.CreateSymbolicLink(platform.PathOf("hooks/after-infrastructure"), "real");

        (await platform.RunAsync("start")).Fails(3, "hook.not-kept").Says("hooks/after-infrastructure is a link");

        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task A_hook_that_comes_after_the_release_is_an_edit_of_it()
    {
        await using var platform = Platform();
        (await platform.RunAsync("start")).Exits(0);
        platform.Write("hooks/before-application", "#!/bin/sh\ntrue");

        (await platform.RunAsync("start")).Fails(3, "start.files-differ").Says("hooks/before-application is new");
    }

    [Fact]
    public async Task Each_layer_alone_runs_its_own_hook()
    {
        await using var platform = Platform(("after-infrastructure", "echo i >> runs"), ("before-application", "echo a >> runs"));

        (await platform.RunAsync("start --infra-only")).Exits(0);
        (await platform.RunAsync("start --app-only")).Exits(0);

        Assert.Equal("i\na\n", platform.Read("runs"));
    }

    private static ScenarioPlatform Platform(params (string Moment, string Script)[] hooks)
    {
        var platform = ScenarioPlatform.WithTwoLayers();
        foreach (var (moment, script) in hooks)
        {
            platform.WriteHook(moment, script);
        }

        return platform;
    }

    private static string? Text(JsonElement context, string name) => context.GetProperty(name).GetString();
}
