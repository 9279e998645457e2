using System.Globalization;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.BuiltIn.Disk;

/// <summary>systemd's journal, by journalctl(1).</summary>
internal sealed partial class SystemJournal(IToolRunner tools, BuiltInRun run)
{
    /// <returns>Whether anything went, or would.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.disk</c></exception>
    public async Task<bool> ShrinkAsync(int megabytes, CancellationToken ct)
    {
        if (await ReadMegabytesAsync(ct) is not { } before || before <= megabytes)
        {
            return false;
        }

        if (run.Applies)
        {
            _ = await AskAsync(["--vacuum-size", $"{megabytes}M", "--quiet"], ct) ?? throw BuiltInErrors.Disk("journalctl could not shrink the system journal.");
        }

        // What is being written to stays as it is.
        var after = run.Applies ? await ReadMegabytesAsync(ct) ?? before : megabytes;
        run.Log($"system journal: {before} MB, {(run.Applies ? "now" : "may have")} {after} MB");
        return after < before;
    }

    /// <returns>Null where there is no journal.</returns>
    private async Task<long?> ReadMegabytesAsync(CancellationToken ct) =>
        await AskAsync(["--disk-usage"], ct) is { } output && Size().Match(output) is { Success: true } size
            ? (long)(double.Parse(size.Groups["number"].Value, CultureInfo.InvariantCulture) * size.Groups["unit"].Value switch { "K" => 1.0 / 1024, "M" => 1, "G" => 1024, "T" => 1 << 20, _ => 0 })
            : null;

    private async Task<string?> AskAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        try
        {
            var call = ToolCall.Of("journalctl", arguments) with { Environment = ToolEnvironment.OfOurs([new("LC_ALL", "C")]) };
            return await tools.RunAsync(call, ct) is { Ok: true } result ? result.Output : null;
        }
        catch (ShipkeeperException missing) when (missing.Code == ToolErrors.NotFoundCode)
        {
            return null;
        }
    }

    /// <summary>Archived and active journals take up 1.2G in the file system.</summary>
    [GeneratedRegex("take up (?<number>[0-9.]+)(?<unit>[BKMGT])")]
    private static partial Regex Size();
}
