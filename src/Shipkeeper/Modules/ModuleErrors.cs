using Shipkeeper.Engine.Execution;
using Shipkeeper.Tools;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

internal static class ModuleErrors
{
    private static readonly ErrorCode NoTreeCode = new(
        "modules.no-tree",
        ErrorKind.Usage,
        "There are no modules on this host yet, or they are in another place than the usual one: '--path' says where. The first 'shipkeeper modules run' "
        + "with '--repository' makes the folder, and 'modules check --repository' looks at what it would bring.");

    private static readonly ErrorCode NoFolderCode = new(
        "modules.no-folder",
        ErrorKind.Usage,
        "A new module is written into a repository, and there is no folder at the place that '--path' names. Nothing was written.");

    private static readonly ErrorCode BadTreeCode = new(
        "modules.bad-tree",
        ErrorKind.Refused,
        "What '--path' names cannot be a module tree: it is a file, it cannot be made, or whoever runs this may not look into it. Modules are run by the owner of the "
        + "tree, which is root for the usual one. Nothing was changed.");

    private static readonly ErrorCode NotTakenCode = new(
        "modules.not-taken",
        ErrorKind.Failed,
        "A module of the repository cannot be compared with that of this host, and a run would not take it: it cannot be read, is not safe to write to a disk, or is not "
        + "on the branch that it is to come from. What the others are is said all the same. Nothing was changed.");

    private static readonly ErrorCode NoRepositoryCode = new(
        "modules.no-repository",
        ErrorKind.Usage,
        "Nobody has said where the modules come from: neither '--repository', nor 'metadata.repository_url' in the index of the module tree.");

    private static readonly ErrorCode NoBranchCode = new(
        "modules.no-branch",
        ErrorKind.Refused,
        "The repository has no branch of that name. The branch is what '--branch' says, else 'branch' or 'channel' in the index of the module tree, else main "
        + "or master; a module can have one of its own. Nothing was changed.");

    private static readonly ErrorCode BadCacheCode = new(
        "modules.bad-cache",
        ErrorKind.Refused,
        "The folder for our own copies of repositories ('--cache') cannot be used: it cannot be made, or everybody may write to it. What is run comes from there, so "
        + "only its owner may write to it. Nothing was changed.");

    private static readonly ErrorCode NotSignedCode = new(
        "modules.not-signed",
        ErrorKind.Refused,
        "A commit of the repository is not signed by anybody of the file of allowed signers ('--signers', or 'metadata.allowed_signers' in the index of the module tree). "
        + "That file is in the form of ssh-keygen(1), 'ALLOWED SIGNERS'; commits are signed by 'git commit -S' with 'gpg.format=ssh'. Nothing was changed or run.");

    private static readonly ErrorCode NoSuchModuleCode = new(
        "modules.no-such-module",
        ErrorKind.Usage,
        "No module of that name is installed. Names are those of the folders; 'shipkeeper modules list' shows them.");

    private static readonly ErrorCode BadNameCode = new(
        "modules.bad-name",
        ErrorKind.Usage,
        "A name that no module can have: it is that of a folder and of a Python package, so it has letters, digits, '_' and '-', begins with a letter or digit, "
        + "and has at most 100 of them. A new one is not called 'updates' either, which is what modules import, nor like a module that is built in.");

    private static readonly ErrorCode ExistsCode = new(
        "modules.exists",
        ErrorKind.Refused,
        "There is a module of that name already. Nothing of it was changed.");

    private static readonly ErrorCode BadIndexCode = new(
        "modules.bad-index",
        ErrorKind.Failed,
        "An index.json cannot be read: it is no JSON, or a part that must be there is missing. Such a module is neither run nor replaced; the others are.");

    private static readonly ErrorCode UnsafeCode = new(
        "modules.unsafe",
        ErrorKind.Failed,
        "A module of the repository holds something that is not written to a disk: a name or a link that leads out of the module, a name that no disk takes, "
        + "a submodule, or too much. That module is not taken; the others are.");

    private static readonly ErrorCode PlaceTakenCode = new(
        "modules.place-taken",
        ErrorKind.Failed,
        "Something that is no module stands where a module of the repository belongs: a folder without an index.json, a file, or a link to nowhere. Shipkeeper does not "
        + "know what it is, and leaves it alone: that module is not taken until it is moved away; the others are.");

    private static readonly ErrorCode NoEntryCode = new(
        "modules.no-entry",
        ErrorKind.Failed,
        "A module has nothing that can be run: 'metadata.entry' in its index names a program; without that it is 'run', a Python package with a function 'main', "
        + "'index.sh', 'main.sh', or a script with the name of the module.");

    private static readonly ErrorCode BadManifestCode = new(
        "modules.bad-manifest",
        ErrorKind.Refused,
        "The manifest.json of a repository from before modules cannot be used: it is missing or cannot be read, or a file that it names is not there, or is not "
        + "the one whose checksum it has. Nothing was run.");

    private static readonly ErrorCode FailedCode = new(
        "modules.failed",
        ErrorKind.Failed,
        "At least one module failed; the others ran all the same. A module whose code was new has its old code back, and the new is not tried again until it "
        + "changes or '--retry' is given. Everything that the modules wrote is in the log that is named.");

    private static readonly ErrorCode PythonEndedCode = new(
        "modules.python-ended",
        ErrorKind.Failed,
        "The Python process that runs modules has ended: it was killed, or there was no memory left. Modules that ran then have failed.");

    private static readonly ErrorCode StoppedCode = new(
        "modules.stopped",
        ErrorKind.Interrupted,
        "The run was asked to stop (Ctrl-C or SIGTERM) while new code was being brought in. Every module has all of its new code, or the code that it had before; none was run.");

    private static readonly ErrorCode StuckCode = new(
        "modules.stuck",
        ErrorKind.NeedsPerson,
        "New code could not be brought in, and what was in its place could not be put back either: a disk that cannot be written to, mostly. The next command "
        + "goes on with that, so mend what stands in its way and run the same command again.");

    public static IReadOnlyList<ErrorCode> All =>
    [
        NoTreeCode, BadTreeCode, NotTakenCode, NoFolderCode, NoRepositoryCode, NoBranchCode, BadCacheCode, NotSignedCode, NoSuchModuleCode, BadNameCode,
        ExistsCode, BadIndexCode, UnsafeCode, PlaceTakenCode, NoEntryCode, BadManifestCode, FailedCode, PythonEndedCode, StoppedCode, StuckCode,
    ];

    public static ShipkeeperException NoTree(string path) => NoTreeCode.Because($"there is no module tree in {path}.", "shipkeeper modules check --repository URL");

    public static ShipkeeperException BadTree(string path, string reason) => BadTreeCode.Because(
        $"{path} is no place for a module tree: {reason.TrimEnd('.')}.", $"ls -ld {CommandLine.Of([path])}");

    public static ShipkeeperException ClosedTree(string path) => BadTreeCode.Because($"you may not look into the module tree {path}.", "the same command, with 'sudo' before it");

    /// <param name="problems">Module → why.</param>
    public static ShipkeeperException NotTaken(IReadOnlyDictionary<string, ShipkeeperException> problems, int modules) => NotTakenCode.Because(
        $"{problems.Count} of {Plural.Of(modules, "module")} of the repository cannot be taken.",
        problems.OrderBy(problem => problem.Key, StringComparer.Ordinal).First().Value.Hint,
        [.. problems.OrderBy(problem => problem.Key, StringComparer.Ordinal).Select(problem => problem.Value.Message)]);

    public static ShipkeeperException NoFolder(string path) => NoFolderCode.Because($"there is no folder {path}.", $"git init {CommandLine.Of([path])}");

    public static ShipkeeperException NoRepository(string index) =>
        NoRepositoryCode.Because($"nobody has said where the modules come from: {index} names no repository.", "shipkeeper modules run --repository URL");

    public static ShipkeeperException NoBranch(string address, string? branch) => NoBranchCode.Because(
        branch is null ? $"{address} has neither a branch 'main' nor 'master'." : $"{address} has no branch '{branch}'.",
        $"git ls-remote --heads {CommandLine.Of([address])}");

    public static ShipkeeperException NotOnBranch(string module, string branch, string address) => NoBranchCode.Because(
        $"module '{module}' is to come from branch '{branch}' of {address}, and is not there.",
        $"shipkeeper modules branch {module} --usual");

    public static ShipkeeperException BadCache(string folder, string reason) =>
        BadCacheCode.Because($"{folder} is no place for copies of repositories: {reason.TrimEnd('.')}.", $"ls -ld {CommandLine.Of([folder])}");

    public static ShipkeeperException NotSigned(string address, string commit, string fault) => NotSignedCode.Because(
        $"commit {commit[..12]} of {address} is not taken: {fault}.",
        $"have it signed by one of the signers, or name who signed it: git log --show-signature {commit[..12]}");

    public static ShipkeeperException NoSigners(string address, string signers) => NotSignedCode.Because(
        $"no commit of {address} is taken: the file of allowed signers, {signers}, is not there.", $"ls -l {CommandLine.Of([signers])}");

    public static ShipkeeperException NoSuchModule(string module, IEnumerable<string> known) => NoSuchModuleCode.Because(
        $"no module '{module}' is installed{(Nearest.Find(module, known) is { } near ? $"; did you mean '{near}'?" : ".")}",
        "shipkeeper modules list");

    public static ShipkeeperException BadName(string name) => BadNameCode.Because($"'{name}' is no name that a module can have.", "take letters, digits, '_' and '-', such as 'web-server'");

    public static ShipkeeperException Exists(string path) => ExistsCode.Because($"{path} exists already.", $"ls -la {CommandLine.Of([path])}");

    public static ShipkeeperException NoSuchComponent(string module, string component, IReadOnlyList<string> known) => NoSuchModuleCode.Because(
        $"module '{module}' has no component '{component}'{(known.Count == 0 ? "" : $"; it has {string.Join(", ", known)}")}.",
        $"shipkeeper modules status {module}");

    public static ShipkeeperException BadIndex(string place, Exception failure) => BadIndexCode.Because(
        $"{place} cannot be read: {JsonFields.FaultOf(failure)}.",
        File.Exists(place) ? $"python3 -m json.tool {CommandLine.Of([place])}" : "correct it in the repository, and commit it");

    public static ShipkeeperException Unsafe(string module, string fault) => UnsafeCode.Because(
        $"module '{module}' of the repository is not taken: {fault}.", "take that out of the module in the repository, and commit it");

    public static ShipkeeperException PlaceTaken(string module, string place, string what) => PlaceTakenCode.Because(
        $"module '{module}' is not taken: {place} is there already, and is {what}.",
        $"ls -la {CommandLine.Of([place])}");

    public static ShipkeeperException NoEntry(string module, string reason) => NoEntryCode.Because($"module '{module}' has nothing to run: {reason}.", "add a program 'run' to it, or name one in 'metadata.entry' of its index.json");

    public static ShipkeeperException BadManifest(string reason) =>
        BadManifestCode.Because($"manifest.json of the repository cannot be used: {reason.TrimEnd('.')}.", "correct it in the repository, and commit it");

    /// <param name="failures">Module → why.</param>
    /// <param name="hint">What shows more of it.</param>
    public static ShipkeeperException SomeFailed(IReadOnlyDictionary<string, string> failures, int modules, string hint) => FailedCode.Because(
        $"{failures.Count} of {Plural.Of(modules, "module")} failed.",
        hint,
        [.. failures.OrderBy(failure => failure.Key, StringComparer.Ordinal).Select(failure => $"{failure.Key}: {failure.Value}")]);

    /// <summary>Of an operation that has brought in nothing.</summary>
    public static ShipkeeperException NotReplaced(Outcome outcome) => outcome.State is OperationState.Stuck
        ? StuckCode.Because($"new code could not be brought in, and not all of the old is back: {outcome.Cause?.Message}", "shipkeeper modules run", inner: outcome.Cause)
        : StoppedCode.Because("the run was stopped on request; every module has all of its new code, or the code that it had before.", "shipkeeper modules run");

    public static ShipkeeperException PythonEnded(ToolResult result) =>
        PythonEndedCode.Because($"the Python process that runs modules ended with exit code {result.ExitCode}.", "dmesg --level=err | tail", ToolErrors.LastLines(result.ErrorOutput));
}
