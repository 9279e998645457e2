using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Apt;

/// <summary>Builds calls of apt and dpkg (apt-get(8), dpkg(1)). Pure. None of them asks anybody anything; changed configuration files stay as they are.</summary>
internal static class AptCalls
{
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Slow = TimeSpan.FromHours(1);

    /// <summary>Others, unattended-upgrades among them, are waited for.</summary>
    private static readonly string[] Always =
    [
        "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold", "-o", "Dpkg::Use-Pty=0", "-o", "APT::Color=0",
    ];

    /// <summary>Without the note of its plan that apt writes even then.</summary>
    private static readonly string[] Simulated = ["--simulate", "-o", "Dir::Log::Planner=/dev/null"];

    private static readonly IReadOnlyDictionary<string, string> Surroundings = ToolEnvironment.OfOurs(
    [
        .. new[] { "http_proxy", "https_proxy", "ftp_proxy", "no_proxy" }.SelectMany(ToolEnvironment.OursBeginningWith),
        new("DEBIAN_FRONTEND", "noninteractive"),
        new("APT_LISTCHANGES_FRONTEND", "none"),
        new("NEEDRESTART_SUSPEND", "1"),
        new("LC_ALL", "C"),
    ]);

    public static ToolCall Audit() => Of("dpkg", "--audit");

    public static ToolCall Configure() => Of("dpkg", "--force-confdef", "--force-confold", "--configure", "--pending") with { TimeLimit = Slow };

    public static ToolCall FixBroken() => Get("install", "--fix-broken", "--yes", "--no-remove") with { TimeLimit = Slow };

    /// <summary>A source that cannot be reached is a failure: else what is seen would be older than it seems.</summary>
    public static ToolCall Refresh() => Get("update", "-o", "APT::Update::Error-Mode=any") with { TimeLimit = Slow };

    public static ToolCall SimulateUpgrade() => Get(["upgrade", .. Simulated]);

    /// <param name="packages"><c>name=version</c> each.</param>
    public static ToolCall SimulateInstall(IEnumerable<string> packages) => Get(["install", .. Simulated, "--only-upgrade", "--no-remove", "--", .. packages]);

    /// <inheritdoc cref="SimulateInstall"/>
    public static ToolCall Download(IEnumerable<string> packages) => Get(["install", "--download-only", "--only-upgrade", "--no-remove", "--yes", "--", .. packages]) with { TimeLimit = Slow };

    /// <inheritdoc cref="SimulateInstall"/>
    public static ToolCall Install(IEnumerable<string> packages) =>
        Get(["install", "--only-upgrade", "--no-remove", "--allow-downgrades", "--yes", "--", .. packages]) with { TimeLimit = Slow };

    public static ToolCall Versions(IEnumerable<string> names) => Of(["dpkg-query", "--show", "--showformat", "${binary:Package}\\t${db:Status-Status}\\t${Version}\\n", "--", .. names]);

    private static ToolCall Get(params IEnumerable<string> arguments) => Of(["apt-get", .. Always, .. arguments]);

    private static ToolCall Of(params IEnumerable<string> words) => ToolCall.Of(words.First(), words.Skip(1)) with { Environment = Surroundings, TimeLimit = Quick };
}
