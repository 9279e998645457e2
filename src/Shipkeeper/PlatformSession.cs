using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Steps;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Git;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper;

/// <summary>One platform in the hands of one command: what is on disk, the tools that reach it, and the way to change it.</summary>
internal sealed class PlatformSession : IDisposable
{
    private const string OperationsFolder = $"{Platform.StateFolder}/operations";

    private readonly Lazy<DockerEngine> _docker;
    private readonly Dictionary<int, Platform> _released = [];
    private (int Release, ModelSubstitutes Instead, IReadOnlyDictionary<string, string> Hashes)? _asked;

    public PlatformSession(Platform platform, Lazy<DockerEngine> docker, TimeProvider time)
    {
        (Platform, Time, _docker) = (platform, time, docker);
        Files = new(platform.Directory);
        Releases = new(Files);
        DefinitionFiles = new(Files);
        OperationStore = new(Files, OperationsFolder, time);
        Lock = new(Files, Platform.StateFolder, Actor, time);
        Redaction = SecretsReader.RedactionOf(platform);
        ToolRunner = new QuietTools(new ToolRunner(time), Redaction);
        Compose = new(ToolRunner);
        Ahead = new(Compose);
        Git = new(ToolRunner);
        Logins = RegistryLogins.OfUser(ToolRunner);
    }

    public Platform Platform { get; private set; }

    public TimeProvider Time { get; }

    /// <summary>As it was typed, for the hint that the same command goes on; null where nobody typed one.</summary>
    public string? CommandLine { get; init; }

    public RootedFiles Files { get; }

    public ReleaseStore Releases { get; }

    public DefinitionFiles DefinitionFiles { get; }

    public FileOperationStore OperationStore { get; }

    public FileLock Lock { get; }

    public Redaction Redaction { get; }

    public IToolRunner ToolRunner { get; }

    public ComposeTool Compose { get; }

    public ComposeAhead Ahead { get; }

    public GitTool Git { get; }

    public RegistryLogins Logins { get; }

    /// <summary>What Compose made of the files in their places when this command has read them, with the keyed hashes of the secrets it saw; null: it has not.</summary>
    public (ResolvedModel Model, IReadOnlyDictionary<string, string> Secrets)? ModelOnDisk { get; set; }

    /// <summary>Connected at first use: what concerns files alone needs no engine.</summary>
    public DockerEngine Docker => _docker.Value;

    /// <summary>Who acts, for the journal and for the holder of the lock.</summary>
    public static string Actor => $"{Environment.GetEnvironmentVariable("SUDO_USER") ?? Environment.UserName}@{Environment.MachineName}";

    /// <summary>After its files were put back: what follows must not act on what they said before.</summary>
    public void GoOnWith(Platform platform)
    {
        Platform = platform;
        Ahead.ForgetModel();
    }

    /// <summary>
    /// Before a step acts for a release: what counts is what that says, whichever files the command has read, and whoever recovers has read.
    /// </summary>
    public void ActFor(int release) => GoOnWith(PlatformOf(release));

    /// <summary>As a release has it.</summary>
    public Platform PlatformOf(int release)
    {
        lock (_released)
        {
            return _released.TryGetValue(release, out var known) ? known : _released[release] = PlatformLoader.LoadReleased(Files.Root, Releases, Releases.Read(release));
        }
    }

    /// <summary>After a release was recorded, maybe in the place of one of the same number that never became current.</summary>
    public void ReadAnew(int release)
    {
        lock (_released)
        {
            _released.Remove(release);
        }
    }

    /// <summary>The platform's compose files; with those of a release also its pins.</summary>
    public ComposeProject ComposeProject(int? release) => release is { } number
        ? ComposeProject(PlatformOf(number), ReleaseStore.OverlayOf(number))
        : ComposeProject(Platform, overlay: null);

    /// <summary>With the pins of the current release, where there is one.</summary>
    public ComposeProject CurrentComposeProject() => ComposeProject(Platform, Releases.ReadCurrent() is { } current ? ReleaseStore.OverlayOf(current.Number) : null);

    /// <param name="overlay">One more file, after all others, relative to the platform directory.</param>
    public ComposeProject ComposeProject(string overlay) => ComposeProject(Platform, overlay);

    /// <summary>Of files that lie elsewhere for now; settings and secrets are those of this host.</summary>
    public ComposeProject ComposeProject(Platform platform, RootedFiles elsewhere)
    {
        var project = ComposeProject(platform, [.. platform.ComposeFiles.Select(elsewhere.Resolve)]);
        return project with { Destination = Path.GetDirectoryName(Files.Resolve(platform.ComposeFiles[0])) };
    }

    private ComposeProject ComposeProject(Platform platform, string? overlay) =>
        ComposeProject(platform, [.. platform.ComposeFiles.Concat(overlay is null ? [] : [overlay]).Select(Files.Resolve)]);

    private ComposeProject ComposeProject(Platform platform, IReadOnlyList<string> files)
    {
        return new()
        {
            Name = platform.Name,
            ProjectDirectory = Path.GetDirectoryName(files[0])!,
            Files = files,
            EnvironmentFiles = [.. new[] { Platform.SecretsFileName, Platform.SettingsFileName }.Where(Files.Exists).Select(Files.Resolve)],
            PassThrough = SecretsReader.ReadPassedThrough(platform),
        };
    }

    /// <summary>
    /// The config hashes that containers of a release must have. They were recorded with it, and hold as long as the secrets are the same;
    /// after that, when nobody can tell whether they are, and where containers share parts of others, which are known by their ids, Compose is
    /// asked, once.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> WantedHashesAsync(
        Release release, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        var recorded = release.Services.ToDictionary(service => service.Key, service => service.Value.ConfigHash);
        var shared = SharedContainers.Of(release, observed);
        if (shared.Count == 0 && DefinitionFiles.FindChangedSecrets(release, Releases) is { Count: 0 })
        {
            return recorded;
        }

        var instead = ModelSubstitutes.None with { Containers = shared };
        if (_asked is not var (number, with, hashes) || number != release.Number || with != instead)
        {
            hashes = await Compose.ConfigHashesAsync(ComposeProject(release.Number), instead, ct);
            _asked = (release.Number, instead, hashes);
        }

        return hashes;
    }

    /// <summary>Its services as the engine has them now.</summary>
    public Task<IReadOnlyDictionary<string, ObservedService>> ObserveAsync(CancellationToken ct) => ObservedServices.ListAsync(Docker, Platform.Name, ct);

    /// <summary>The operation without an end in its journal, and who is at it. One that ended while we looked is not told of.</summary>
    public (KeptOperation Operation, LockState Lock)? FindUnfinished()
    {
        if (OperationStore.ReadUnfinished() is not { } operation)
        {
            return null;
        }

        // Whoever let the lock go meanwhile has written the end before.
        return Lock.Look() is { IsHeld: true } held ? (operation, held)
            : OperationStore.ReadUnfinished() is { } still ? (still, new(false, null))
            : null;
    }

    /// <summary>Everything this program can do to a platform.</summary>
    public IReadOnlyList<IStepKind> CreateStepKinds() => [.. SharedSteps.Create(this), .. FeatureList.All.SelectMany(feature => feature.CreateSteps(this))];

    /// <summary>Lock, recovery, plan, journal, steps. Returns null when there was nothing to do.</summary>
    /// <exception cref="ShipkeeperException">The operation did not succeed.</exception>
    public async Task<Outcome?> RunAsync(string verb, Func<CancellationToken, Task<Plan>> makePlan, IOperationView view, CancellationToken stop)
    {
        var outcome = await CreateOperations().RunAsync(verb, makePlan, view, stop);
        return outcome is null or { State: OperationState.Succeeded } ? outcome : throw SessionErrors.NotSucceeded(verb, CommandLine ?? $"shipkeeper {verb}", FindAttempted(outcome), outcome);
    }

    private string? FindAttempted(Outcome outcome) =>
        OperationStore.PathInFolder(outcome.OperationId, FilePlacement.Folder) is var folder && Files.Exists(folder) ? folder : null;

    /// <inheritdoc cref="Operations.EndStuckAsync"/>
    public Task<Outcome?> EndStuckAsync(string verb, Func<Operation, Recovery, Task<Outcome>> endAsync, IOperationView view, CancellationToken stop) =>
        CreateOperations().EndStuckAsync(verb, endAsync, view, stop);

    /// <inheritdoc cref="Operations.HoldAsync"/>
    public Task<IOperationHold> HoldAsync(string verb, IOperationView view, CancellationToken stop) => CreateOperations().HoldAsync(verb, view, stop);

    private Operations CreateOperations()
    {
        var kinds = new StepKinds(CreateStepKinds());
        var undoing = new Undoing(Time);
        return new(new HostLock(Lock, HostLock.UsualPath, alone: false), OperationStore, new(kinds, undoing), new(kinds, undoing, new Leftovers(this), Time));
    }

    public void Dispose()
    {
        Ahead.Dispose();
        if (_docker.IsValueCreated)
        {
            _docker.Value.Dispose();
        }
    }
}
