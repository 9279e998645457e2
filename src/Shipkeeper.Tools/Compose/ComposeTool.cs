using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Compose;

/// <summary>Runs docker compose. Errors: <c>compose.*</c>, <c>tools.timeout</c>, <c>tools.not-found</c>.</summary>
public sealed partial class ComposeTool(IToolRunner tools)
{
    public static readonly Version Oldest = new(2, 20);

    /// <summary>Errors: <c>compose.missing</c>, <c>compose.too-old</c>.</summary>
    public async Task<string> VersionAsync(CancellationToken ct)
    {
        var version = (await AskVersionAsync(ct)).Output.Trim().TrimStart('v');
        var numbers = LeadingNumbers().Match(version).Value;
        return !Version.TryParse(numbers, out var installed) ? throw ComposeErrors.Missing()
            : installed < Oldest ? throw ComposeErrors.TooOld(version)
            : version;
    }

    /// <summary>What Compose makes of the files. Errors: <c>compose.invalid</c>, with Compose's own words; <c>compose.unsupported</c>.</summary>
    public async Task<ResolvedModel> ConfigAsync(ComposeProject project, CancellationToken ct)
    {
        var call = ComposeCalls.Config(project);
        var answer = await ReadModelAsync(call, ct);
        return ResolvedModel.Parse(
            call,
            answer,
            project.Destination is { } destination ? text => text.Replace(project.ProjectDirectory, destination, StringComparison.Ordinal) : null,
            await ContentsOfVariablesAsync(project, call, answer, ct));
    }

    /// <inheritdoc cref="ConfigHashesAsync(ComposeProject, ResolvedModel, ModelSubstitutes, CancellationToken)"/>
    public async Task<IReadOnlyDictionary<string, string>> ConfigHashesAsync(ComposeProject project, ModelSubstitutes instead, CancellationToken ct) =>
        await ConfigHashesAsync(project, await ConfigAsync(project, ct), instead, ct);

    /// <summary>The hash that each service's container would be labelled with, by service; see <see cref="ComposeCalls"/>.</summary>
    /// <param name="model">As it was read of the project.</param>
    public async Task<IReadOnlyDictionary<string, string>> ConfigHashesAsync(
        ComposeProject project, ResolvedModel model, ModelSubstitutes instead, CancellationToken ct)
    {
        var call = ComposeCalls.ConfigHashes(project, Encoding.UTF8.GetBytes(instead.ApplyTo(model.Text)));
        var lines = (await ReadModelAsync(call, ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var words = lines.Select(line => line.Split(' ')).ToArray();
        return words.All(line => line.Length == 2)
            ? words.ToDictionary(line => line[0], line => line[1])
            : throw ComposeErrors.Unreadable(call);
    }

    /// <summary>Makes the containers what the model says, starts none; their dependencies must be right already.</summary>
    public Task CreateAsync(ComposeProject project, IReadOnlyCollection<string> services, bool recreate, Action<string>? onLine, CancellationToken ct) =>
        DoAsync("create", ComposeCalls.Create(project, Named(services), recreate), onLine, ct);

    /// <summary>Makes the containers what the model says and starts them, each as soon as it can; those that run are replaced one by one.</summary>
    /// <param name="services">With all that they depend on; nothing else is touched.</param>
    public Task UpAsync(ComposeProject project, IReadOnlyCollection<string> services, Action<string>? onLine, CancellationToken ct) =>
        DoAsync("up", ComposeCalls.Up(project, Named(services)), onLine, ct);

    /// <summary>Starts what <see cref="CreateAsync"/> has made and the engine alone would start without its content: see <see cref="ComposeCalls.Start"/>.</summary>
    public Task StartAsync(ComposeProject project, IReadOnlyCollection<string> services, Action<string>? onLine, CancellationToken ct) =>
        DoAsync("up", ComposeCalls.Start(project, Named(services)), onLine, ct);

    public Task PullAsync(ComposeProject project, IReadOnlyCollection<string> services, Action<string>? onLine, CancellationToken ct) =>
        DoAsync("pull", ComposeCalls.Pull(project, Named(services)), onLine, ct);

    public Task BuildAsync(ComposeProject project, IReadOnlyCollection<string> services, Action<string>? onLine, CancellationToken ct) =>
        DoAsync("build", ComposeCalls.Build(project, Named(services)), onLine, ct);

    /// <summary>On our own terminal; the exit code is the command's. Once it runs, it gets the signals.</summary>
    public Task<int> RunAttachedAsync(ComposeProject project, IEnumerable<string> arguments, CancellationToken stop) =>
        tools.RunAttachedAsync(ComposeCalls.Of(project, arguments), stop);

    private async Task<ToolResult> AskVersionAsync(CancellationToken ct)
    {
        try
        {
            return await tools.RunAsync(ComposeCalls.Version(), ct);
        }
        catch (ShipkeeperException missing) when (missing.Code == ToolErrors.NotFoundCode)
        {
            throw ComposeErrors.Missing(missing);
        }
    }

    private async Task<IReadOnlyDictionary<string, JsonElement>> ContentsOfVariablesAsync(ComposeProject project, ToolCall call, string model, CancellationToken ct)
    {
        if (!ContentOfVariables.MayBeIn(model) || ContentOfVariables.Ask(ReadJson(call, model)) is not { } question)
        {
            return ContentOfVariables.None;
        }

        var asking = ComposeCalls.Config(project with { Files = [.. project.Files, "-"] }) with { Input = question };
        return ContentOfVariables.Read(ReadJson(asking, await ReadModelAsync(asking, ct)));
    }

    private static JsonElement ReadJson(ToolCall call, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException failure)
        {
            throw ComposeErrors.Unreadable(call, failure);
        }
    }

    private async Task<string> ReadModelAsync(ToolCall call, CancellationToken ct)
    {
        const int ModelLimit = 32 * 1024 * 1024;
        var limited = call with { OutputLimit = ModelLimit };
        var result = await tools.RunAsync(ComposePlugin.Direct(limited), ct);
        return !result.Ok ? throw ComposeErrors.Invalid(limited, result)
            : result.Truncated ? throw ComposeErrors.Unreadable(limited)
            : result.Output;
    }

    private async Task DoAsync(string what, ToolCall call, Action<string>? onLine, CancellationToken ct)
    {
        var result = await tools.RunAsync(ComposePlugin.Direct(call), new ToolPipes { OnOutputLine = onLine, OnErrorLine = onLine }, ct);
        if (!result.Ok)
        {
            throw ComposeErrors.Failed(what, call, result);
        }
    }

    /// <summary>Compose takes "no service" for "every service": never what was meant here.</summary>
    private static IReadOnlyCollection<string> Named(IReadOnlyCollection<string> services) =>
        services.Count > 0 ? services : throw new ArgumentException("At least one service must be named.", nameof(services));

    [GeneratedRegex(@"\A\d+\.\d+(\.\d+)?")]
    private static partial Regex LeadingNumbers();
}
