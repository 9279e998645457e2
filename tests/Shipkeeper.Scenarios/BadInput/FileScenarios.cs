using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.BadInput;

/// <summary>What is wrong in the files of a platform is said, all at once, before anything is called on the engine.</summary>
public sealed class FileScenarios
{
    private const string OneService = "services: {web: {<<: *service}}";

    [Theory]
    [InlineData("layers: {application: [web]}", "platform-file.invalid", "platform")]
    [InlineData("platform: $PROJECT\nlayer: {}", "platform-file.invalid", "shipkeeper.yaml:2:1", "layers")]
    [InlineData("platform: Not A Name", "platform-file.invalid", "shipkeeper.yaml:1")]
    [InlineData("platform: $PROJECT\nhealth: {web: {patience: soon}}\nupgrade: {bake: -1}", "platform-file.invalid", "shipkeeper.yaml:2", "shipkeeper.yaml:3")]
    [InlineData("platform: $PROJECT\nplatform: again", "platform-file", "shipkeeper.yaml:2")]
    [InlineData("platform: [", "platform-file", "shipkeeper.yaml")]
    [InlineData("platform: $PROJECT\nlayers: {infrastructure: [web], application: [web]}", "platform-file.invalid", "web", "shipkeeper.yaml:2")]
    [InlineData("platform: $PROJECT\ncompose: {files: [{file: compose.yaml, when: {tls: acme}}]}", "platform-file.invalid", "tls", "shipkeeper.yaml:2")]
    [InlineData("platform: $PROJECT\nrequires: '>=99'", "platform-file.version", ">=99")]
    [InlineData("platform: $PROJECT\nsettings: {mode: []}", "platform-file.invalid", "shipkeeper.yaml:2")]
    public async Task A_platform_file_that_is_not_valid(string definition, string code, params string[] words)
    {
        using var engine = new CountingSocket();
        await using var platform = ScenarioPlatform.With(definition, OneService);

        var ran = (await platform.RunAsync("start", engine.AsDockerHost)).Says($"({code}").Says(words);

        Assert.True(ran.ExitCode is 2 or 3, ran.ToString());
        Assert.Equal(code is "platform-file.version" ? 3 : 2, ran.ExitCode);
        Assert.Equal(0, engine.Calls);
        Assert.False(platform.Has(".shipkeeper/operations"));
    }

    [Fact]
    public async Task Every_mistake_is_reported_at_once()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nlayrs: {}\nsecrets: {lower: {generate: dice}}\nhealth: {web: {tcp: 0}}", OneService);

        (await platform.RunAsync("status")).Fails(2, "platform-file.invalid").Says("shipkeeper.yaml:2", "shipkeeper.yaml:3", "shipkeeper.yaml:4");
    }

    [Fact]
    public async Task No_platform_file_at_all()
    {
        await using var platform = new ScenarioPlatform();

        (await platform.RunAsync("start")).Fails(2, "platform.not-found");
    }

    [Fact]
    public async Task A_layer_that_names_a_service_which_no_compose_file_has()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nlayers: {infrastructure: [stoer]}", "services: {store: {<<: *service}}");

        var ran = (await platform.RunAsync("start")).Says("(platform-file.unknown-service;", "stoer", "store");

        Assert.True(ran.ExitCode is 2 or 3, ran.ToString());
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Theory]
    [InlineData("services: {web: {image: $IMAGE, comand: [true]}}", "comand")]
    [InlineData("services: {web: {image: $IMAGE, depends_on: [api]}, api: {image: $IMAGE, depends_on: [web]}}", "cycle")]
    [InlineData("services: {web: {image: $IMAGE, depends_on: [nobody]}}", "nobody")]
    [InlineData("services: {web: {image: '${NOT_THERE:?must be set}'}}", "must be set")]
    [InlineData("services: [", "compose.yaml")]
    public async Task What_compose_rejects_is_said_in_its_words(string compose, string word)
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", compose);

        var ran = (await platform.RunAsync("start")).Says("(compose.invalid;", word);

        Assert.True(ran.ExitCode is 2 or 3, ran.ToString());
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task Infrastructure_that_depends_on_the_application()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        platform.WriteCompose("services: {store: {<<: *service, depends_on: [web]}, web: {<<: *service}}");

        (await platform.RunAsync("start")).Fails(3, "start.layer-order");

        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task A_bind_source_that_is_not_there_is_not_made_by_the_engine()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service, volumes: ['./page:/srv:ro', './more:/more']}}");

        (await platform.RunAsync("start")).Fails(3, "compose.bind-source").Says("page", "more");

        Assert.False(platform.Has("page"));
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task A_port_that_somebody_else_has()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service, ports: ['127.0.0.1:$PORT:8000']}}");
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, platform.Port);
        other.Start();

        (await platform.RunAsync("start")).Fails(3, "start.port-taken").Says(platform.Port.ToString());

        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Theory]
    [InlineData("shipkeeper.yaml", 2)]
    [InlineData(".env", 2)]
    [InlineData("settings.env", 2)]
    [InlineData("compose.yaml", 3)]
    public async Task A_file_that_is_not_text(string file, int exitCode)
    {
        using var engine = new CountingSocket();
        await using var platform = ScenarioPlatform.WithTwoLayers();
        await File.AppendAllBytesAsync(platform.PathOf(file), "KEY: \xE9\n"u8.ToArray()[..5]);
        await File.AppendAllBytesAsync(platform.PathOf(file), [0xE9, (byte)'x', (byte)'\n']);

        (await platform.RunAsync("start", file == "compose.yaml" ? ("DOCKER_HOST", null) : engine.AsDockerHost)).Exits(exitCode).Says(file);

        Assert.Equal(0, engine.Calls);
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_state_folder()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        await using var elsewhere = new ScenarioPlatform();
        Directory.CreateSymbolicLink(platform.PathOf(".shipkeeper"), elsewhere.Folder);

        (await platform.RunAsync("start")).Fails(2, "file.outside").Says(".shipkeeper is a symbolic link");

        Assert.Empty(Directory.GetFileSystemEntries(elsewhere.Folder));
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_secrets_file()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {TOKEN: {generate: token}}");
        await using var elsewhere = new ScenarioPlatform();
        elsewhere.Write("stolen", "KEEP=me");
        File.CreateSymbolicLink(platform.PathOf(".env"), elsewhere.PathOf("stolen"));

        var ran = await platform.RunAsync("init");

        Assert.NotEqual(0, ran.ExitCode);
        Assert.Equal("KEEP=me\n", elsewhere.Read("stolen"));
    }

    [Fact]
    public async Task A_platform_directory_that_cannot_be_written()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {TOKEN: {generate: token}}");
        var readOnly = $"mount --bind {platform.Folder} {platform.Folder} && mount -o remount,bind,ro {platform.Folder}";
        var ran = await Program.RunAsync("unshare", "--mount", "sh", "-c", $"{readOnly} && cd {platform.Folder} && exec {Settings.Binary} init");
        Assert.SkipWhen(ran.Errors.Contains("unshare", StringComparison.Ordinal) || ran.Errors.Contains("mount:", StringComparison.Ordinal), $"no mount here: {ran.Errors}");

        ran.Fails(1, "file.not-written").Says("ead-only");

        Assert.DoesNotContain(Directory.GetFileSystemEntries(platform.Folder), entry => Path.GetFileName(entry).StartsWith('.'));
    }

    [Theory]
    [InlineData("start --bogus", "--bogus")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("start --infra-only --app-only", "exclude each other")]
    [InlineData("stop now", "now")]
    public async Task Words_that_mean_nothing(string arguments, string word)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync(arguments)).Exits(2).Says(word);

        Assert.False(platform.Has(".shipkeeper"));
    }
}
