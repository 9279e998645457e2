using System.Reflection;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

/// <summary>What a module finds in its environment: enough to reach the network as this host does, and no more of the shell that we were started from.</summary>
internal static class ModuleEnvironment
{
    private static readonly string[] Passed =
    [
        "USER", "LOGNAME", "LANG", "LC_", "TZ", "http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY",
    ];

    /// <summary>What modules call us back by. Where we are part of another program, it stands beside.</summary>
    private static string Program =>
        Assembly.GetEntryAssembly() == typeof(ModuleEnvironment).Assembly && Environment.ProcessPath is { } path ? path : Path.Combine(AppContext.BaseDirectory, "shipkeeper");

    /// <param name="tree">Where the modules are.</param>
    public static IReadOnlyDictionary<string, string> Of(string tree) => ToolEnvironment.OfOurs(
    [
        .. Passed.SelectMany(ToolEnvironment.OursBeginningWith),
        new("SHIPKEEPER", Program),
        new("SHIPKEEPER_MODULES", tree),
    ]);
}
