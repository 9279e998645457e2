using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.BuiltIn;

/// <summary>The module os-packages on a host with a real apt.</summary>
public sealed class OsPackagesScenarios(DebianHost host) : IClassFixture<DebianHost>, IAsyncLifetime
{
    private const string Module = "os-packages";

    public async ValueTask InitializeAsync() => await host.ForgetPackagesAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Packages_come_to_the_version_of_their_source_and_a_second_run_changes_nothing()
    {
        await InstallAsync("plain");
        await host.EnableAsync(Module, """{"hold":[]}""");
        await host.OfferAsync("plain", "2.0");
        await host.WellAsync("apt-get update");

        (await host.ModulesAsync($"check --ask --only {Module}")).Exits(0).Says("plain 1.0 -> 2.0", "would change something");
        Assert.Equal("installed 1.0", await host.VersionOfAsync("plain"));
        (await host.RunAsync(Module)).Exits(0).Says("plain 1.0 -> 2.0");
        Assert.Equal("installed 2.0", await host.VersionOfAsync("plain"));

        (await host.ModulesAsync($"check --ask --only {Module}")).Exits(0).Says("nothing to do");
    }

    [Fact]
    public async Task What_is_on_hold_stays()
    {
        await InstallAsync("held", "kept", "free");
        await host.WellAsync("apt-mark hold held");
        await host.EnableAsync(Module, """{"hold":["kept"]}""");
        await OfferAsync("2.0", "held", "kept", "free");

        (await host.RunAsync(Module)).Exits(0);

        Assert.Equal(["installed 1.0", "installed 1.0", "installed 2.0"], await VersionsAsync("held", "kept", "free"));
    }

    [Fact]
    public async Task One_run_upgrades_no_more_than_it_may()
    {
        await InstallAsync("many-a", "many-b", "many-c");
        await host.EnableAsync(Module, """{"limit":2}""");
        await OfferAsync("2.0", "many-a", "many-b", "many-c");

        (await host.RunAsync(Module)).Exits(0);

        Assert.Equal(2, (await VersionsAsync("many-a", "many-b", "many-c")).Count(version => version == "installed 2.0"));
        (await host.RunAsync(Module)).Exits(0);
        Assert.All(await VersionsAsync("many-a", "many-b", "many-c"), version => Assert.Equal("installed 2.0", version));
    }

    [Fact]
    public async Task What_an_interrupted_dpkg_has_left_is_finished_first()
    {
        await InstallAsync("halted");
        await host.EnableAsync(Module, "{}");
        await host.OfferAsync("halted", "2.0", "[ -e /var/tmp/goes-on ] || { : >/var/tmp/goes-on; kill -9 $PPID; }");
        await host.WellAsync("apt-get update; apt-get install -y halted || true");
        Assert.NotEqual("installed 2.0", await host.VersionOfAsync("halted"));

        (await host.RunAsync(Module)).Exits(0).Says("halted");

        Assert.Equal("installed 2.0", await host.VersionOfAsync("halted"));
    }

    [Fact]
    public async Task A_package_whose_script_fails_fails_the_module_in_its_own_words_until_there_is_a_better_one()
    {
        await InstallAsync("sick");
        await host.EnableAsync(Module, "{}");
        await host.OfferAsync("sick", "2.0", "echo no room for the sick >&2; exit 3");

        (await host.RunAsync(Module)).Exits(1).Says("no room for the sick", "apt-get' ended with exit code 100");

        (await host.RunAsync(Module)).Exits(1).Says("dpkg still finds packages that are not wholly installed");
        await host.OfferAsync("sick", "3.0");
        (await host.RunAsync(Module)).Exits(0);
        Assert.Equal("installed 3.0", await host.VersionOfAsync("sick"));
    }

    [Fact]
    public async Task A_source_that_cannot_be_reached_fails_the_module_and_changes_nothing()
    {
        await InstallAsync("far");
        await OfferAsync("2.0", "far");
        await host.WellAsync("mkdir -p /etc/apt/sources.list.d; echo 'deb [trusted=yes] file:/nowhere ./' >/etc/apt/sources.list.d/nowhere.list");
        await host.EnableAsync(Module, "{}");

        (await host.RunAsync(Module)).Exits(1).Says("/nowhere");

        Assert.Equal("installed 1.0", await host.VersionOfAsync("far"));
        await host.WellAsync("rm /etc/apt/sources.list.d/nowhere.list");
    }

    [Fact]
    public async Task That_the_host_is_to_be_restarted_is_said()
    {
        await host.EnableAsync(Module, "{}");
        await host.WellAsync("echo '*** System restart required ***' >/run/reboot-required; echo linux-image >/run/reboot-required.pkgs");

        (await host.RunAsync(Module)).Exits(0).Says("this host is to be restarted, for linux-image");

        await host.WellAsync("rm /run/reboot-required*");
    }

    [Fact]
    public async Task A_setting_that_there_is_not_is_no_setting()
    {
        await host.EnableAsync(Module, """{"hodl":[]}""");

        (await host.RunAsync(Module)).Exits(1).Says("the configuration of module 'os-packages' cannot be understood", "hodl");
    }

    private async Task InstallAsync(params string[] packages)
    {
        await OfferAsync("1.0", packages);
        await host.WellAsync($"apt-get update; apt-get install --yes {string.Join(' ', packages)}");
    }

    private async Task OfferAsync(string version, params string[] packages)
    {
        foreach (var package in packages)
        {
            await host.OfferAsync(package, version);
        }
    }

    private async Task<IReadOnlyList<string>> VersionsAsync(params string[] packages)
    {
        var versions = new List<string>();
        foreach (var package in packages)
        {
            versions.Add(await host.VersionOfAsync(package));
        }

        return versions;
    }
}
