using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Modules;

/// <summary>Modules on a host that a real systemd runs.</summary>
public sealed class ModuleSystemdScenarios(DebianHost host) : IClassFixture<DebianHost>
{
    [Fact]
    public async Task Of_a_group_the_member_runs_whose_service_is_active()
    {
        await host.WellAsync("""
            unit() { printf '[Service]\nExecStart=/bin/sleep infinity\n' >/etc/systemd/system/$1.service; }
            unit apache; unit nginx
            systemctl daemon-reload; systemctl start nginx
            module() {
              mkdir -p /groups/modules/$1
              echo "{\"metadata\":{\"schema_version\":\"1.0.0\",\"group\":\"web\",\"group_order\":$2,\"service_name\":\"$1\"}}" >/groups/modules/$1/index.json
              printf 'def main(args=None):\n    open("/var/tmp/ran", "a").write("%s ")\n    return True\n' $1 >/groups/modules/$1/__init__.py
            }
            module apache 1; module nginx 2
            cd /groups; git init --quiet --initial-branch=main; git add --all
            git -c user.name=t -c user.email=t@t.example commit --quiet --message one
            """);

        const string Run = "shipkeeper modules run --path /groups-tree --cache /groups-cache --repository /groups";
        (await host.ShellAsync(Run)).Exits(0);
        await host.WellAsync("systemctl stop nginx; systemctl start apache");
        (await host.ShellAsync(Run)).Exits(0);
        await host.WellAsync("systemctl stop apache");
        (await host.ShellAsync(Run)).Exits(0).Says("warning");

        Assert.Equal("nginx apache apache", await host.WellAsync("cat /var/tmp/ran"));
    }

    [Fact]
    public async Task Services_come_back_to_the_state_that_they_had_at_the_backup()
    {
        await host.WellAsync("""
            unit() { printf '[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n' >/etc/systemd/system/$1.service; }
            unit wanted; unit idle
            systemctl daemon-reload; systemctl enable --now wanted
            mkdir -p /state/modules/keeper
            echo '{"metadata":{"schema_version":"1.0.0"},"config":{"state":{"files":["/var/tmp/kept"],"services":["wanted","idle"]}}}' >/state/modules/keeper/index.json
            printf 'def main(args=None):\n    return True\n' >/state/modules/keeper/__init__.py
            echo before >/var/tmp/kept
            """);
        (await host.ShellAsync("shipkeeper modules backup keeper --path /state")).Exits(0);
        await host.WellAsync("systemctl disable --now wanted; systemctl start idle; echo after >/var/tmp/kept");

        (await host.ShellAsync("shipkeeper modules restore keeper --path /state --yes")).Exits(0);

        Assert.Equal("active enabled inactive before", await host.WellAsync("echo $(systemctl is-active wanted; systemctl is-enabled wanted; systemctl is-active idle || true; cat /var/tmp/kept)"));
    }
}
