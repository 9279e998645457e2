using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

/// <summary>What a module finds in its environment: enough to reach the network as this host does, what is meant for it, and no more of the shell that we were started from.</summary>
internal static class ModuleEnvironment
{
    private static readonly string[] Passed =
    [
        "USER", "LOGNAME", "DOCKER_", "SHIPKEEPER_MODULE_", "LANG", "LC_", "TZ", "http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
    ];

    /// <param name="tree">Where the modules are.</param>
    public static IReadOnlyDictionary<string, string> Of(string tree) => ToolEnvironment.OfOurs(
    [
        .. Passed.SelectMany(ToolEnvironment.OursBeginningWith),
        new("SHIPKEEPER", OwnProgram.Path),

        // The run has the host's lock: what a module starts of us works in its shadow.
        new(HostLock.Variable, ""),
        new("SHIPKEEPER_MODULES", tree),
    ]);
}
