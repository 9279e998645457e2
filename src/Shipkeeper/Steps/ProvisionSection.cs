using Shipkeeper.Config;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.PlatformFile.Shapes;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Steps;

internal sealed record ProvisionSectionInput(string Section);

/// <summary>
/// Lets a command in a service make the values of a section, and stores them. What it prints is secret: nothing of it is shown or
/// recorded. A process that dies between the two runs the command again, so it must be safe to repeat.
/// </summary>
internal sealed class ProvisionSection(PlatformSession session) : LastingStepKind<ProvisionSectionInput>(Name, StepsJson.Default.ProvisionSectionInput)
{
    private const string Name = "provision-section";
    private const int MaximumBytes = 1 << 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    public static Step Step(ProvisionSectionInput input, string reason) =>
        Engine.Planning.Step.Of(Name, input, StepsJson.Default.ProvisionSectionInput, reason);

    protected override async Task<bool> IsDoneAsync(ProvisionSectionInput input, StepScope scope, CancellationToken ct)
    {
        await using var store = await ConfigStore.OpenAsync(session, scope.OperationId, ct);
        return await store.IsSetAsync(SectionOf(input), ct) is true;
    }

    protected override Task ApplyAsync(ProvisionSectionInput input, StepScope scope, CancellationToken ct) =>
        RunAsync(session, SectionOf(input), newKey: false, scope.OperationId, scope.Report, ct);

    /// <param name="newKey">Takes keys as they are, whatever the database remembers.</param>
    /// <param name="purpose">As <see cref="Database.PlatformDatabase"/> takes it.</param>
    /// <returns>What was stored.</returns>
    public static async Task<SectionValues> RunAsync(
        PlatformSession session, ConfigSectionDefinition section, bool newKey, string purpose, Action<string> report, CancellationToken ct)
    {
        var keys = SectionKeys.Read(session.Platform, section);
        await using var store = await ConfigStore.OpenAsync(session, purpose, ct);
        report($"{section.Name}: running {section.Provision!.Command[0]} in '{section.Provision.Service}'");
        var values = ValueResolution.Of(section, await MakeAsync(session, section, section.Provision, ct));
        if (values.Problems.Count > 0 || values.Missing.Count > 0)
        {
            // The problems themselves may quote what was printed.
            throw ProvisionErrors.NotAllowed(section);
        }

        await store.WriteAsync(StoredSection.Of(values, keys, session.Time.GetUtcNow()), newKey, ct);
        return values;
    }

    private static async Task<IReadOnlyDictionary<string, string>> MakeAsync(
        PlatformSession session, ConfigSectionDefinition section, ProvisionDefinition provision, CancellationToken ct)
    {
        var result = await session.Docker.Containers.ExecAsync(await ContainerAsync(session, provision, ct), provision.Command, TimeLimit, MaximumBytes, ct);
        if (!result.Ok)
        {
            throw ProvisionErrors.Failed(section, result.ExitCode, LastLines(session.Redaction, provision, result));
        }

        var found = provision.Output.ToDictionary(output => output.Key, output => Expressions.Capture(output.Value, result.Output));
        return found.Values.All(value => value is not null)
            ? found.ToDictionary(value => value.Key, value => value.Value!)
            : throw ProvisionErrors.NotFound(section, [.. found.Where(value => value.Value is null).Select(value => value.Key)], result.Truncated ? MaximumBytes : null);
    }

    private static async Task<string> ContainerAsync(PlatformSession session, ProvisionDefinition provision, CancellationToken ct)
    {
        var service = (await session.ObserveAsync(ct)).GetValueOrDefault(provision.Service.Text);
        return service?.Containers.FirstOrDefault(container => container.State == "running")?.Id ?? throw ServiceErrors.NotRunning(provision.Service);
    }

    /// <summary>Without what it may have made before it failed.</summary>
    private static IReadOnlyList<string> LastLines(Redaction known, ProvisionDefinition provision, ExecResult result)
    {
        var made = provision.Output.Values.SelectMany(output => new[] { Expressions.Capture(output, result.Output), Expressions.Capture(output, result.ErrorOutput) });
        var redaction = new Redaction(made.OfType<string>(), shortest: 1);
        return [.. ToolErrors.LastLines(result.ErrorOutput).Select(line => redaction.Apply(known.Apply(line)))];
    }

    private ConfigSectionDefinition SectionOf(ProvisionSectionInput input) => session.Platform.Definition.Config[input.Section];
}
