namespace Shipkeeper.Scenarios.Language;

/// <summary>
/// A whole Debian in a container: systemd, apt with a folder as its only source, and a Docker engine of its own. Shipkeeper's module tree is <c>/tree</c>.
/// </summary>
public sealed class DebianHost : IAsyncLifetime
{
    private static int _count;

    private readonly string _name = $"sktest-host-{Environment.ProcessId:x}-{Interlocked.Increment(ref _count)}";

    public async ValueTask InitializeAsync()
    {
        // systemd wants its own /run, and an engine no overlay below its own.
        await Program.OutputAsync(
        [
            "docker", "run", "--detach", "--name", _name, "--label", "shipkeeper.test=1", "--privileged", "--cgroupns", "private", "--network", "none",
            "--tmpfs", "/run", "--tmpfs", "/run/lock", "--tmpfs", "/tmp:exec", "--volume", "/var/lib/docker", "--volume", "/var/lib/containerd",
            "--volume", $"{Settings.Binary}:/usr/local/bin/shipkeeper:ro", Settings.HostImage,
        ]);
        await Until.TrueAsync(async () => (await ShellAsync("systemctl is-system-running --wait")).Output.Trim() is "running" or "degraded", "systemd did not start");
        await WellAsync("rm -rf /etc/apt/sources.list* && mkdir /repo && : >/repo/Packages && echo 'deb [trusted=yes] file:/repo ./' >/etc/apt/sources.list");
    }

    /// <summary>What a root shell on it does.</summary>
    internal Task<Ran> ShellAsync(string script) => Program.Start(["docker", "exec", "--interactive", _name, "sh", "-eu"], script).EndAsync();

    internal async Task<string> WellAsync(string script) => (await ShellAsync(script)).Exits(0).Output.Trim();

    internal Task<Ran> ModulesAsync(string arguments) => ShellAsync($"shipkeeper modules {arguments} --path /tree");

    internal Task<Ran> RunAsync(string module) => ModulesAsync($"run --only {module} --verbose");

    /// <summary>Switches a built-in module on, with another configuration than the usual one.</summary>
    internal async Task EnableAsync(string module, string config)
    {
        (await ModulesAsync($"enable {module}")).Exits(0);
        await WellAsync($$"""
            python3 - <<'END'
            import json
            path = "/tree/modules/{{module}}/index.json"
            index = json.load(open(path))
            index["config"] = json.loads('''{{config}}''')
            json.dump(index, open(path, "w"))
            END
            """);
    }

    /// <summary>Puts a package into the source, which apt has still to read.</summary>
    /// <param name="script">What it does when it is installed.</param>
    internal Task<string> OfferAsync(string name, string version, string script = "true") => WellAsync($$"""
        folder=$(mktemp -d)
        mkdir -p $folder/DEBIAN
        printf 'Package: {{name}}\nVersion: {{version}}\nArchitecture: all\nMaintainer: nobody\nDescription: a test\n' >$folder/DEBIAN/control
        printf '%s\n' '#!/bin/sh' '{{script}}' >$folder/DEBIAN/postinst
        chmod 755 $folder $folder/DEBIAN/postinst
        dpkg-deb --build --root-owner-group $folder /repo/{{name}}_{{version}}.deb >/dev/null
        {{WriteList}}
        """);

    /// <summary>The same for a package that is installed, made anew of its files with another version.</summary>
    /// <param name="change">Done to its files, in the folder that stands for /.</param>
    internal Task<string> OfferAgainAsync(string name, string version, string change = "true") => WellAsync($$"""
        folder=$(mktemp --directory --tmpdir=/var/tmp)
        mkdir $folder/DEBIAN
        chmod 755 $folder
        dpkg -L {{name}} | while read -r file; do
          if [ -L "$file" ] || [ -f "$file" ]; then cp --archive --parents "$file" $folder/; fi
        done
        for part in preinst postinst prerm postrm conffiles; do
          [ ! -f /var/lib/dpkg/info/{{name}}.$part ] || cp /var/lib/dpkg/info/{{name}}.$part $folder/DEBIAN/$part
        done
        dpkg-query --status {{name}} | sed -e '/^Status:/d' -e '/^Conffiles:/d' -e '/^ \/etc\//d' -e 's/^Version:.*/Version: {{version}}/' >$folder/DEBIAN/control
        (cd $folder && {{change}})
        dpkg-deb -Znone --build --root-owner-group $folder /repo/{{name}}_{{version}}.deb >/dev/null
        rm -rf $folder
        {{WriteList}}
        """);

    /// <summary>Those of tests, installed or offered.</summary>
    internal Task<string> ForgetPackagesAsync() => WellAsync($$"""
        dpkg-query --show --showformat '${Package} ${Maintainer}\n' | awk '$2 == "nobody" { print $1 }' | xargs -r dpkg --purge --force-all
        rm -rf /repo/*.deb /etc/apt/sources.list.d
        : >/repo/Packages
        apt-get update
        """);

    internal async Task<string> VersionOfAsync(string package) => await WellAsync($"dpkg-query --show --showformat='${{db:Status-Status}} ${{Version}}' {package}");

    /// <summary>Its own engine gets an image of this one.</summary>
    internal Task<string> LoadAsync(string image) => Program.OutputAsync("bash", "-c", $"docker save {image} | docker exec --interactive {_name} docker load");

    /// <summary>Whether containers outlive their engine.</summary>
    internal Task<string> SetLiveRestoreAsync(bool on) => WellAsync(
        $$"""mkdir -p /etc/docker && echo '{"live-restore":{{(on ? "true" : "false")}}}' >/etc/docker/daemon.json && systemctl reset-failed docker && systemctl restart docker""");

    public async ValueTask DisposeAsync() => await Program.RunAsync("docker", "rm", "--force", "--volumes", _name);

    private const string WriteList = """
        cd /repo
        for file in *.deb; do
          dpkg-deb --field $file
          printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' $file $(stat -c %s $file) $(sha256sum $file | cut -d ' ' -f 1)
        done >Packages
        """;
}
