using System.CommandLine;
using System.Text.Json.Serialization;
using Shipkeeper.Model;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Doctor;

internal sealed class DoctorCommand : VerbCommand
{
    private readonly Option<bool> _fix = new("--fix") { Description = "Mend what can be mended without losing anything" };

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public DoctorCommand(CommandLineContext context)
        : base("doctor", "Check everything the platform stands on. Exits with 1 when an error is found.", "shipkeeper doctor", "shipkeeper doctor --fix")
    {
        Add(_fix);
        Add(_json);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleasedToLook();
        var output = invocation.Output(invocation.Value(_json));
        var results = await ExamineAsync(session, invocation.Stop);
        if (invocation.Value(_fix) && await FixAsync(results, session, output, invocation))
        {
            results = await ExamineAsync(session, invocation.Stop);
        }

        Show(results, output, invocation.Value(_json));
        var errors = results.Sum(result => result.Findings.Count(finding => finding.Severity is Severity.Error));
        return errors == 0 ? ExitCode.Done : throw DoctorErrors.Found(errors);
    }

    /// <summary>Side by side: each check waits for something else.</summary>
    private static async Task<IReadOnlyList<CheckResult>> ExamineAsync(PlatformSession session, CancellationToken ct) =>
        await Task.WhenAll(DoctorFeature.Checks.Select(async check =>
        {
            try
            {
                return new CheckResult(check.Name, await check.RunAsync(session, ct));
            }
            catch (ShipkeeperException failure)
            {
                return new CheckResult(check.Name, [Finding.Of(failure)]);
            }
        }));

    private static async Task<bool> FixAsync(IReadOnlyList<CheckResult> results, PlatformSession session, Output output, Invocation invocation)
    {
        var fixes = results.SelectMany(result => result.Findings).Select(finding => finding.Fix).OfType<Fix>().ToList();
        if (fixes.Count == 0)
        {
            return false;
        }

        // What is unfinished stays so: a fix may be just what ending it needs.
        await using var hold = await session.Lock.TakeAsync("doctor --fix", invocation.Stop);
        invocation.Context.HasActed = true;
        foreach (var fix in fixes)
        {
            fix.Apply();
            output.News($"fixed: {fix.Text}");
        }

        return true;
    }

    private static void Show(IReadOnlyList<CheckResult> results, Output output, bool json)
    {
        if (json)
        {
            output.Json([.. results], DoctorJson.Default.ListCheckResult);
            return;
        }

        foreach (var line in DoctorText.Lines(results, output.Style))
        {
            output.Advice(line);
        }
    }
}

internal sealed record CheckResult(string Check, IReadOnlyList<Finding> Findings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(List<CheckResult>))]
internal sealed partial class DoctorJson : JsonSerializerContext;
