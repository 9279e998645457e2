using Shipkeeper.Model;
using Shipkeeper.Tools;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.BuiltIn.Disk;

/// <summary>Releases beyond what their platform keeps: <c>shipkeeper releases prune</c> in each platform directory.</summary>
internal sealed class OldReleases(IToolRunner tools, BuiltInRun run)
{
    /// <returns>Whether any went, or would.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.disk</c>: a platform did not let go; the others were asked all the same.</exception>
    public async Task<bool> RemoveAsync(IReadOnlyList<string> directories, IReadOnlyList<ContainerSummary> containers, CancellationToken ct)
    {
        var found = containers.Select(container => container.Labels.GetValueOrDefault(ComposeLabels.WorkingDirectory)).OfType<string>();
        var (changed, failures) = (false, new List<string>());
        foreach (var directory in directories.Concat(found).Distinct().Where(directory => Directory.Exists(Path.Combine(directory, Platform.StateFolder))))
        {
            var result = await tools.RunAsync(ToolCall.Of(OwnProgram.Path, ["-C", directory, "releases", "prune", .. run.Applies ? Array.Empty<string>() : ["--dry-run"]]) with
            {
                Environment = ToolEnvironment.OfOurs(ToolEnvironment.OursBeginningWith("")),
            }, ct);
            var gone = result.Output.Split('\n').Where(line => line.StartsWith("goes ", StringComparison.Ordinal)).ToList();
            gone.ForEach(line => run.Log($"{directory}: {line}"));
            changed |= gone.Count > 0;
            if (!result.Ok)
            {
                failures.Add($"{directory}: {(ToolErrors.LastLines(result.ErrorOutput) is [var first, ..] ? first : $"it ended with exit code {result.ExitCode}")}");
            }
        }

        return failures.Count == 0 ? changed : throw BuiltInErrors.Disk($"old releases of {Plural.Of(failures.Count, "platform")} could not be removed.", failures);
    }
}
