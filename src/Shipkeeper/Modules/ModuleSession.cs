using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Modules.SelfUpdate;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Git;
using Shipkeeper.Tools.Processes;
using Shipkeeper.Tools.Systemd;

namespace Shipkeeper.Modules;

/// <summary>The modules of this host in the hands of one command: the tree, the tools that reach it, and the way to change it.</summary>
internal sealed class ModuleSession
{
    private const string OperationsFolder = $"{ModuleTree.StateFolder}/operations";

    /// <summary>Two for each run that brings something in, one for each other: with a run every hour, those of two days at least.</summary>
    private const int OperationsKept = 100;

    private readonly RootedFiles _files;
    private readonly string _cache;

    public ModuleSession(string root, string cache, TimeProvider time)
    {
        _files = new(root);
        (_cache, Time) = (cache, time);
        Tree = new(_files);
        Versions = new(_files);
        OperationStore = new(_files, OperationsFolder, time);
        Lock = new(_files, ModuleTree.StateFolder, PlatformSession.Actor, time) { Hint = "run the same command again later; 'shipkeeper modules run' takes '--wait 10m'" };
        ToolRunner = new ToolRunner(time);
        Git = new(ToolRunner);
        Systemd = new(ToolRunner);
    }

    public TimeProvider Time { get; }

    public ModuleTree Tree { get; }

    /// <summary>The Shipkeeper that the tree has for itself.</summary>
    public OrchestratorVersions Versions { get; }

    public FileOperationStore OperationStore { get; }

    public FileLock Lock { get; }

    public IToolRunner ToolRunner { get; }

    public GitTool Git { get; }

    public SystemdTool Systemd { get; }

    /// <exception cref="ShipkeeperException"><c>modules.bad-cache</c></exception>
    public ModuleRepository RepositoryAt(ModuleOrigin origin)
    {
        ModuleCache.Require(_cache);
        return new(Git, CopyOf(origin.Address), origin.Address, origin.Signers);
    }

    /// <summary>Our own copy of the repository at an address, in the cache.</summary>
    public GitCopy CopyOf(string address) => new(Git, new(_cache), ModuleCache.NameOf(address));

    public ModuleReplacement ReplacementOf(string module) => new(Tree, module);

    public string LogOf(string operation) => OperationStore.PathInFolder(operation, "modules.log");

    /// <param name="runner">Runs the modules of this command; null for one that runs none.</param>
    public IReadOnlyList<IStepKind> CreateStepKinds(ModuleRunner? runner) =>
    [
        new StageOrchestrator(this),
        new SwitchOrchestrator(this),
        new ReplaceModule(this),
        new RecordPackages(this),
        new RunModule(this, runner),
        new RunProgram(this, runner),
        new RequireGoodModules(this, runner),
    ];

    /// <inheritdoc cref="CreateStepKinds"/>
    /// <param name="patience">How whoever holds the lock is waited for; null for not at all.</param>
    public Operations CreateOperations(ModuleRunner? runner, Patience? patience = null)
    {
        var kinds = new StepKinds(CreateStepKinds(runner));
        var undoing = new Undoing(Time);
        IOperationLock alone = runner is null ? Lock : new HostLock(Lock, HostLock.UsualPath, alone: true);
        return new(patience is null ? alone : Waiting(alone, patience), OperationStore, new(kinds, undoing), new(kinds, undoing, new NoLeftovers(), Time));
    }

    private PatientLock Waiting(IOperationLock alone, Patience patience)
    {
        string[] hosts = HostLock.UsualPath is { } host ? [host] : [];
        return new(alone, [Lock.FullPath, .. hosts], patience, Time);
    }

    /// <summary>Takes the lock and ends what is unfinished. What is stuck is tried again: no decision of a person is missing here.</summary>
    /// <exception cref="ShipkeeperException"><c>operation.busy</c>, <c>modules.stuck</c></exception>
    public async Task<IOperationHold> HoldAsync(Operations operations, string verb, IOperationView view, CancellationToken stop)
    {
        var isStuck = OperationStore.ReadUnfinished() is { Progress.State: OperationState.Stuck };
        if (isStuck && await operations.EndStuckAsync(verb, ResumeAsync, view, stop) is { State: OperationState.Stuck } stuck)
        {
            throw ModuleErrors.NotReplaced(stuck);
        }

        var hold = await operations.HoldAsync(verb, view, stop);
        try
        {
            OperationStore.Retain(OperationsKept);
            return hold;
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }

        Task<Outcome> ResumeAsync(Operation operation, Recovery recovery) => recovery.ResumeAsync(operation, new Dictionary<string, string>(), view);
    }

    /// <summary>What a killed run has left running holds its lock, and has ended when that is taken.</summary>
    private sealed class NoLeftovers : ILeftovers
    {
        public Task EndAsync(string operationId, CancellationToken ct) => Task.CompletedTask;
    }
}
