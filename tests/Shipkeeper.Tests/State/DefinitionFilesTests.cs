using Shipkeeper.Engine;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.State;

public sealed class DefinitionFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RootedFiles _files;
    private readonly DefinitionFiles _definition;

    public DefinitionFilesTests()
    {
        _files = new(_folder.Path);
        _definition = new(_files);
        _folder.Write("compose.yaml", "services: {}");
        _folder.Write("shipkeeper.yaml", "platform: shop");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_that_makes_the_platform_is_found_through_what_names_it()
    {
        _folder.Write("compose.yaml", "services: {web: {env_file: [web.env, nested/.env]}}");
        foreach (var file in new[] { "web.env", "nested/.env", "nginx.conf", "conf.d/a.conf", "schema/001_a.sql", "hooks/after-upgrade", "tls.key", "banner.txt", "data/rows.db", "versions.json", ".env", "settings.env" })
        {
            _folder.Write(file, "A=1");
        }

        var set = DefinitionSets.Of(
            Samples.Platform("platform: shop\ndatabase: {service: db, user: u, name: n, password: P, migrations: {directory: schema}}\nsecrets: {P: {generate: hex}}\nlayers: {infrastructure: [db]}", directory: _folder.Path),
            Samples.Model(Samples.Service("web") with
            {
                Mounts =
                [
                    Bind("nginx.conf", readOnly: true), Bind("conf.d", readOnly: true), Bind("data", readOnly: false), Bind(".shipkeeper", readOnly: true),
                    new("bind", "/etc/localtime", "/etc/localtime", true), new("volume", "shop_data", "/data", true),
                ],
            }) with
            {
                Secrets = new Dictionary<string, ModelFile> { ["tls"] = new("tls", Full("tls.key"), false), ["outside"] = new("outside", "/run/secrets/x", false) },
                Configs = new Dictionary<string, ModelFile> { ["banner"] = new("banner", Full("banner.txt"), false) },
            });

        Assert.Equal(["banner.txt", "compose.yaml", "nginx.conf", "shipkeeper.yaml", "versions.json", "web.env"], set.Files.Order(StringComparer.Ordinal));
        Assert.Equal(["conf.d", "hooks", "schema"], set.Folders.Order(StringComparer.Ordinal));
        Assert.Equal([".env", "nested/.env", "tls.key"], set.Secret.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_file_of_a_folder_counts_and_no_secret_does()
    {
        _folder.Write("conf.d/deep/a.conf", "a");
        _folder.Write("conf.d/secret.key", "s");

        var hashes = _definition.Hash(new(["compose.yaml", "missing.yaml"], ["conf.d", "missing"], ["conf.d/secret.key"]));

        Assert.Equal(["compose.yaml", "conf.d/deep/a.conf"], hashes.Keys);
        Assert.All(hashes.Values, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public void Whether_the_owner_may_run_a_file_counts_and_who_may_read_it_does_not()
    {
        _folder.Write("hooks/after-upgrade", "#!/bin/sh\n");
        var set = new DefinitionSet(["compose.yaml"], ["hooks"], []);
        var release = ReleaseOf(set);
        var platform = Samples.Platform("platform: shop", directory: _folder.Path);

        File.SetUnixFileMode(Full("hooks/after-upgrade"), RootedFiles.Readable);
        Assert.Empty(_definition.FindEdits(release, platform));
        File.SetUnixFileMode(Full("hooks/after-upgrade"), RootedFiles.PrivateFolder);

        var edit = Assert.Single(_definition.FindEdits(release, platform));
        Assert.Equal("hooks/after-upgrade has another mode: whether it may be run", edit.ToString());
    }

    [Fact]
    public void A_compose_file_that_compose_would_now_take_too_is_an_edit()
    {
        var release = ReleaseOf(new(["compose.yaml"], [], []));
        _folder.Write("compose.override.yaml", "services: {}");

        Assert.Equal("compose.override.yaml is new", Assert.Single(_definition.FindEdits(release, Samples.Platform("platform: shop", directory: _folder.Path))).ToString());
        Assert.Empty(_definition.FindEdits(release, Samples.Platform("platform: shop\ncompose: {files: [compose.yaml]}", directory: _folder.Path)));
    }

    [Fact]
    public void A_link_is_as_the_file_that_it_leads_to()
    {
        File.CreateSymbolicLink(Full("link.yaml"), "compose.yaml");
        var set = new DefinitionSet(["compose.yaml", "link.yaml"], [], []);

        Assert.Single(_definition.Hash(set).Values.Distinct());
        Assert.Equal(_definition.Hash(set)["link.yaml"], _definition.Find("link.yaml")?.Hash);
    }

    [Fact]
    public void A_large_file_is_data_and_no_definition()
    {
        _folder.Write("large.bin", new byte[DefinitionFiles.MaximumBytes + 1]);
        _folder.Write("largest.bin", new byte[DefinitionFiles.MaximumBytes]);

        Assert.Equal(["largest.bin"], _definition.Hash(new(["large.bin", "largest.bin"], [], [])).Keys);
    }

    [Fact]
    public void What_is_kept_is_what_was_hashed()
    {
        var set = new DefinitionSet(["compose.yaml", "shipkeeper.yaml"], [], []);

        var read = _definition.Read(set, required: ["compose.yaml"]);

        Assert.Equal(_definition.Hash(set), read.ToDictionary(file => file.Path, file => file.Hash));
        Assert.Equal(File.ReadAllBytes(Full("compose.yaml")), read[0].Content);
    }

    [Fact]
    public void A_file_that_vanished_before_it_was_kept_is_an_error()
    {
        var failure = Assert.Throws<ShipkeeperException>(() => _definition.Read(new(["compose.yaml", "gone.yaml"], [], []), required: ["compose.yaml", "gone.yaml"]));

        Assert.Equal((ErrorKind.Failed, "definition.lost"), (failure.Code.Kind, failure.Code.Name));
        Assert.Contains("gone.yaml", failure.Message);
    }

    [Fact]
    public void A_link_that_leads_out_of_the_platform_directory_is_refused()
    {
        File.CreateSymbolicLink(Full("out.conf"), "/etc/hostname");

        Assert.Throws<ShipkeeperException>(() => _definition.Hash(new(["out.conf"], [], [])));
    }

    [Fact]
    public void A_folder_that_leads_out_of_the_platform_directory_is_refused()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("a.conf", "a");
        Directory.CreateSymbolicLink(Full("conf.d"), elsewhere.Path);

        Assert.Throws<ShipkeeperException>(() => _definition.Hash(new([], ["conf.d"], [])));
    }

    [Fact]
    public void Links_in_a_folder_are_not_followed()
    {
        Directory.CreateDirectory(Full("conf.d"));
        File.CreateSymbolicLink(Full("conf.d/out"), "/etc");

        Assert.Empty(_definition.Hash(new([], ["conf.d"], [])));
    }

    [Fact]
    public void Edits_are_what_changed_came_and_went_and_settings_by_value()
    {
        _folder.Write("gone.yaml", "a");
        _folder.Write("conf.d/a.conf", "a");
        var platform = Samples.Platform("platform: shop\nsettings: {mode: [production, dev]}", settings: "MODE=production\n", directory: _folder.Path);
        var set = new DefinitionSet(["compose.yaml", "shipkeeper.yaml", "gone.yaml"], ["conf.d"], []);
        var release = Samples.Release() with { Files = _definition.Hash(set), Folders = ["conf.d"], SecretFiles = new Dictionary<string, string>() };
        Assert.Empty(_definition.FindEdits(release, platform));

        _folder.Write("compose.yaml", "services: {web: {}}");
        _folder.Write("conf.d/new.conf", "n");
        File.Delete(Full("gone.yaml"));
        var dev = Samples.Platform("platform: shop\nsettings: {mode: [production, dev]}", settings: "MODE=dev\n", directory: _folder.Path);

        Assert.Equal(
            ["compose.yaml has changed", "gone.yaml is gone", "conf.d/new.conf is new", "settings.env: mode has changed"],
            _definition.FindEdits(release, dev).Select(edit => edit.ToString()));
    }

    [Fact]
    public void Secrets_are_compared_by_a_keyed_hash()
    {
        _folder.Write(".env", "A=1");
        var releases = new ReleaseStore(_files);
        var set = new DefinitionSet([], [], [".env", "missing.key"]);
        var key = releases.ReadOrMakeKey();

        var before = _definition.HashSecrets(set, key);
        _folder.Write(".env", "A=2");

        Assert.Equal([".env"], before.Keys);
        Assert.NotEqual(before[".env"], _definition.HashSecrets(set, key)[".env"]);
    }

    [Fact]
    public void Without_its_key_nobody_can_tell_whether_secrets_have_changed()
    {
        _folder.Write(".env", "A=1");
        var releases = new ReleaseStore(_files);
        var hashes = _definition.HashSecrets(new([], [], [".env"]), releases.ReadOrMakeKey());
        var release = Samples.Release() with { SecretFiles = hashes };
        Assert.Empty(_definition.FindChangedSecrets(release, releases)!);

        _folder.Write(".env", "A=2");
        Assert.Equal([".env"], _definition.FindChangedSecrets(release, releases));

        File.Delete(Full(ReleaseStore.KeyFile));
        Assert.Null(_definition.FindChangedSecrets(release, releases));
        Assert.Empty(_definition.FindChangedSecrets(release with { SecretFiles = new Dictionary<string, string>() }, releases)!);
    }

    private ModelMount Bind(string source, bool readOnly) => new("bind", Full(source), "/" + source, readOnly);

    private Release ReleaseOf(DefinitionSet set) => Samples.Release() with
    {
        Files = _definition.Hash(set),
        Folders = [.. set.Folders],
        SecretFiles = new Dictionary<string, string>(),
        Settings = new Dictionary<string, string>(),
    };

    private string Full(string path) => Path.Combine(_folder.Path, path);
}
