using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Apt;

/// <summary>
/// Asks and changes the packages of a Debian or Ubuntu host. Errors: <c>apt.failed</c>, <c>tools.not-found</c>, <c>tools.timeout</c>. What has dpkg at work
/// cannot be cancelled: ended in the middle, it leaves packages that are half installed.
/// </summary>
/// <param name="onLine">Told each line that a change writes.</param>
public sealed class AptTool(IToolRunner tools, Action<string> onLine)
{
    /// <returns>What dpkg finds half installed or unconfigured, in its words; empty where all is well.</returns>
    public async Task<IReadOnlyList<string>> AuditAsync(CancellationToken ct) => ToolErrors.LastLines((await AskAsync(AptCalls.Audit(), ct)).Output);

    /// <summary>Finishes what an interrupted dpkg has begun.</summary>
    public async Task RepairAsync()
    {
        await ChangeAsync(AptCalls.Configure(), CancellationToken.None);
        await ChangeAsync(AptCalls.FixBroken(), CancellationToken.None);
    }

    /// <summary>Reads the lists of all sources anew.</summary>
    public Task RefreshAsync(CancellationToken ct) => ChangeAsync(AptCalls.Refresh(), ct);

    /// <summary>What an upgrade would do that neither removes nor adds a package. Packages on hold are not in it.</summary>
    public async Task<IReadOnlyList<PackageChange>> SimulateUpgradeAsync(CancellationToken ct) => PackageChange.ReadAll((await AskAsync(AptCalls.SimulateUpgrade(), ct)).Output);

    /// <summary>What bringing in these, and what they need, would do.</summary>
    public async Task<IReadOnlyList<PackageChange>> SimulateAsync(IEnumerable<PackageChange> changes, CancellationToken ct) =>
        PackageChange.ReadAll((await AskAsync(AptCalls.SimulateInstall(changes.Select(change => change.Wanted)), ct)).Output);

    /// <summary>Fetches the packages and installs none.</summary>
    public Task DownloadAsync(IEnumerable<PackageChange> changes, CancellationToken ct) => ChangeAsync(AptCalls.Download(changes.Select(change => change.Wanted)), ct);

    /// <summary>Never removes a package.</summary>
    public Task InstallAsync(IEnumerable<PackageChange> changes) => ChangeAsync(AptCalls.Install(changes.Select(change => change.Wanted)), CancellationToken.None);

    /// <summary>Brings the versions back that were there before: the sources must still have them.</summary>
    public Task DowngradeAsync(IEnumerable<PackageChange> changes) => ChangeAsync(AptCalls.Install(changes.Select(change => change.Before)), CancellationToken.None);

    /// <returns>Those that are not wholly installed in the version that was wanted.</returns>
    public async Task<IReadOnlyList<PackageChange>> FindMissingAsync(IReadOnlyList<PackageChange> changes, CancellationToken ct)
    {
        var lines = (await AskAsync(AptCalls.Versions(changes.Select(change => change.Name)), ct)).Output.Split('\n');
        return [.. changes.Where(change => !lines.Any(line => line.EndsWith($"\tinstalled\t{change.To}", StringComparison.Ordinal) && IsOf(line, change.Name)))];
    }

    /// <summary>dpkg names the architecture of some packages, which apt leaves out.</summary>
    private static bool IsOf(string line, string name) => line.Split('\t')[0] is var shown && (shown == name || shown.StartsWith(name + ":", StringComparison.Ordinal));

    private async Task<ToolResult> AskAsync(ToolCall call, CancellationToken ct) => Require(call, await tools.RunAsync(call, ct));

    private async Task ChangeAsync(ToolCall call, CancellationToken ct) =>
        Require(call, await tools.RunAsync(call, new() { OnOutputLine = onLine, OnErrorLine = onLine }, ct));

    private static ToolResult Require(ToolCall call, ToolResult result) => result.Ok ? result : throw AptErrors.Failed(call, result);
}
