using System.Text;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Git;

/// <summary>
/// Builds git calls. Pure. None of them asks anybody anything, runs a hook of a repository, or reads what the surroundings say of another
/// repository; logins are those that the user's own git would find.
/// </summary>
internal static class GitCalls
{
    private const int LongestTree = 64 << 20;

    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Loading = TimeSpan.FromMinutes(10);

    /// <summary>Repositories of ours may belong to the owner of the platform directory, whoever runs us.</summary>
    private static readonly string[] Always =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "safe.directory=*", "-c", "protocol.ext.allow=never", "-c", "advice.detachedHead=false",
        "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60",
    ];

    private static readonly IReadOnlyDictionary<string, string> Surroundings = ToolEnvironment.OfOurs(
    [
        .. ToolEnvironment.OursBeginningWith("SSH_"),
        .. ToolEnvironment.OursBeginningWith("XDG_CONFIG_HOME"),
        .. new[] { "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY" }.SelectMany(ToolEnvironment.OursBeginningWith),
        new("GIT_TERMINAL_PROMPT", "0"),
        new("SSH_ASKPASS", ""),
        new("GIT_SSH_COMMAND", "ssh -oBatchMode=yes"),
        new("LC_ALL", "C"),
    ]);

    public static ToolCall Initialise(string repository) => Of("init", "--quiet", "--bare", repository);

    /// <summary>Branches and tags as they are there now; those that are gone there go here too.</summary>
    public static ToolCall Fetch(string repository, string address) => Reaching(
        address,
        login => ["-C", repository, "fetch", "--quiet", "--force", "--prune", "--no-recurse-submodules", "--", login.Address, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"]);

    public static ToolCall Check(string repository) => Of("-C", repository, "fsck", "--connectivity-only", "--no-progress", "--no-dangling") with { TimeLimit = Loading };

    /// <summary>A line for each name: the commit, or that name and why it leads to none.</summary>
    /// <param name="names">refs/heads/main, refs/tags/v1, a commit; each without a line break.</param>
    public static ToolCall Resolve(string repository, IEnumerable<string> names) => Of("-C", repository, "cat-file", "--batch-check=%(objectname)") with
    {
        Input = Encoding.UTF8.GetBytes(string.Concat(names.Select(name => $"{name}^{{commit}}\n"))),
    };

    /// <summary>Signatures of ssh alone: keys of gpg that happen to be in a keyring are nobody's permission.</summary>
    public static ToolCall VerifyCommit(string repository, string commit, string signers) => Of(
        "-C", repository, "-c", $"gpg.ssh.allowedSignersFile={signers}", "-c", "gpg.openpgp.program=false", "-c", "gpg.x509.program=false", "verify-commit", commit);

    public static ToolCall CloneEmpty(string repository, string folder) => Of("clone", "--quiet", "--shared", "--no-checkout", "--", repository, folder);

    /// <summary>Relative addresses of submodules are told from here.</summary>
    public static ToolCall SetAddress(string folder, string address) => Of("-C", folder, "remote", "set-url", "--", "origin", GitLogin.Of(address).Address);

    public static ToolCall CheckOut(string folder, string commit) => Of("-C", folder, "checkout", "--quiet", "--detach", commit) with { TimeLimit = Loading };

    /// <param name="address">Of the repository itself: submodules on the same host have its login.</param>
    public static ToolCall CheckOutSubmodules(string folder, string address) =>
        Reaching(address, _ => ["-C", folder, "submodule", "--quiet", "update", "--init", "--recursive", "--depth", "1"]);

    /// <summary>Every entry at and below some paths of a commit.</summary>
    public static ToolCall ListTree(string repository, string commit, IEnumerable<string> paths) =>
        Of(["-C", repository, "ls-tree", "-r", "-t", "-z", "--long", "--full-tree", commit, "--", .. paths]) with { OutputLimit = LongestTree };

    /// <summary>Reads ids, one per line, and writes what they stand for.</summary>
    public static ToolCall ReadObjects(string repository) => Of("-C", repository, "cat-file", "--batch", "--buffer") with { TimeLimit = Loading };

    /// <summary>The way from the top of the checkout down to the folder; empty at the top.</summary>
    public static ToolCall Prefix(string folder) => Of("-C", folder, "rev-parse", "--show-prefix");

    public static ToolCall Top(string folder) => Of("-C", folder, "rev-parse", "--show-toplevel");

    public static ToolCall Address(string folder, string remote) => Of("-C", folder, "remote", "get-url", "--", remote);

    /// <summary>Which remote repository, and which of its branches, the checkout follows: <c>origin refs/heads/main</c>.</summary>
    public static ToolCall Upstream(string folder) => Of("-C", folder, "for-each-ref", "--format", "%(HEAD)%(upstream:remotename) %(upstream:remoteref)", "refs/heads");

    /// <summary>One line for each of these paths that is not as the commit has it.</summary>
    public static ToolCall Changes(string folder, IEnumerable<string> paths) =>
        Of(["-C", folder, "status", "--porcelain", "--untracked-files=all", "--ignore-submodules=none", "--", .. Literally(paths)]);

    /// <summary>Files at and below these paths that git does not follow, each ended by a NUL; ignored ones are told too.</summary>
    public static ToolCall Untracked(string folder, IEnumerable<string> paths) => Of(["-C", folder, "ls-files", "--others", "-z", "--", .. Literally(paths)]);

    /// <summary>As file names, whatever git's patterns would make of them.</summary>
    private static IEnumerable<string> Literally(IEnumerable<string> paths) => paths.Select(path => $":(literal){path}");

    private static ToolCall Reaching(string address, Func<GitLogin, IEnumerable<string>> arguments)
    {
        var login = GitLogin.Of(address);
        return Of(arguments(login)) with { Environment = Surroundings.Concat(login.Environment).ToDictionary(), TimeLimit = Loading };
    }

    private static ToolCall Of(params IEnumerable<string> arguments) => ToolCall.Of("git", [.. Always, .. arguments]) with { Environment = Surroundings, TimeLimit = Quick };
}
