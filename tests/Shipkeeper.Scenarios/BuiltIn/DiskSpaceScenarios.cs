using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.BuiltIn;

/// <summary>The module disk-space on a host with a real journal and an engine of its own.</summary>
public sealed class DiskSpaceScenarios(DebianHost host) : IClassFixture<DebianHost>
{
    private const string Module = "disk-space";

    [Fact]
    public async Task The_journal_of_the_system_gets_as_small_as_it_may_be()
    {
        await host.WellAsync("mkdir -p /var/log/journal; systemctl restart systemd-journald; head -c 60M /dev/urandom | base64 | systemd-cat; journalctl --sync; journalctl --rotate");
        await host.EnableAsync(Module, """{"journal_megabytes":24}""");

        (await host.ModulesAsync($"check --ask --only {Module}")).Exits(0).Says("system journal:", "may have 24 MB", "would change something");
        (await host.RunAsync(Module)).Exits(0).Says("system journal:");

        Assert.InRange(int.Parse(await host.WellAsync("du --summarize --block-size=1M /var/log/journal | cut -f 1")), 0, 24);
        (await host.RunAsync(Module)).Exits(0).NeverSays("system journal:");
    }

    [Fact]
    public async Task Old_logs_go_and_young_ones_stay()
    {
        await host.WellAsync("mkdir -p /var/log/app; touch -d '40 days ago' /var/log/app/app.log.1 /var/log/app/keep.me; touch /var/log/app/app.log.2");
        await host.EnableAsync(Module, """{"logs":[{"folder":"/var/log/app","names":"*.log.*","days":30}]}""");

        (await host.RunAsync(Module)).Exits(0).Says("/var/log/app/app.log.1: removed");

        Assert.Equal("app.log.2\nkeep.me", await host.WellAsync("ls /var/log/app"));
    }

    [Fact]
    public async Task A_container_whose_log_grows_without_limit_is_told_of()
    {
        await host.LoadAsync(Settings.Image);
        await host.WellAsync($"docker run --name talks {Settings.Image} sh -c 'yes | head -c 3000000' >/dev/null");
        await host.EnableAsync(Module, """{"container_log_megabytes":1}""");

        (await host.RunAsync(Module)).Exits(0).Says("talks: its log has", "max-size");

        await host.WellAsync("docker rm talks");
    }

    [Fact]
    public async Task Too_little_space_in_the_end_is_a_failure()
    {
        await host.EnableAsync(Module, """{"free_megabytes":1000000000}""");

        (await host.RunAsync(Module)).Exits(1).Says("MB free, and 1000000000 are wanted");
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_fails_the_module()
    {
        await host.EnableAsync(Module, "{}");
        await host.WellAsync("systemctl stop docker.socket docker.service");

        (await host.RunAsync(Module)).Exits(1).Says("Docker");

        await host.WellAsync("systemctl start docker.socket docker.service");
    }
}
