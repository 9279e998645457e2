using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary>Asks the modules that can say so what they would change.</summary>
internal static class ModuleQuestions
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <returns>Whether any would.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.failed</c>: one could not say; the others were asked.</exception>
    public static async Task<bool> AskAsync(ModuleSession session, ModuleRequest request, Output output, CancellationToken stop)
    {
        await using var runner = new ModuleRunner(session.Tree, session.ToolRunner, TimeLimit, parallel: 1, session.Time);
        var (changes, asked) = (false, 0);
        foreach (var module in session.Tree.List().Where(module => module.Index is not null && request.Wants(module.Name)))
        {
            if (!module.IsEnabled)
            {
                output.Line($"{module.Name}: disabled, and not asked");
            }
            else if (await runner.CheckAsync(module.Index!, line => output.News($"{module.Name}: {line}"), stop) is { } answer)
            {
                output.Line($"{module.Name}: {answer.Error ?? (answer.Updated ? "would change something" : "nothing to do")}");
                changes |= answer.Updated;
                asked++;
                if (answer.Error is { } error)
                {
                    runner.Remember(module.Name, error);
                }
            }
        }

        return runner.Failures.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } first
            ? throw ModuleErrors.SomeFailed(runner.Failures, asked, $"shipkeeper modules status {first}")
            : changes;
    }
}
