namespace Shipkeeper.Tools.Compose;

/// <summary>
/// Asks Compose early, while something else is done anyway, for what will be needed soon. An answer counts only for the very question that it was
/// asked; every other one is asked then.
/// </summary>
public sealed class ComposeAhead(ComposeTool compose) : IDisposable
{
    private readonly List<Task> _asked = [];
    private (ComposeProject Project, Task<ResolvedModel> Answer)? _model;
    private (ResolvedModel Model, ModelSubstitutes Instead, Task<IReadOnlyDictionary<string, string>> Answer)? _hashes;

    public void AskModel(ComposeProject project, CancellationToken ct) => _model = (project, Remember(compose.ConfigAsync(project, ct)));

    /// <inheritdoc cref="ComposeTool.ConfigAsync"/>
    public Task<ResolvedModel> ModelAsync(ComposeProject project, CancellationToken ct) =>
        _model is var (asked, answer) && ComposeCalls.Config(asked).Equals(ComposeCalls.Config(project)) ? answer : compose.ConfigAsync(project, ct);

    /// <inheritdoc cref="ComposeTool.ConfigHashesAsync(ComposeProject, ResolvedModel, ModelSubstitutes, CancellationToken)"/>
    public void AskHashes(ComposeProject project, ResolvedModel model, ModelSubstitutes instead, CancellationToken ct) =>
        _hashes = (model, instead, Remember(compose.ConfigHashesAsync(project, model, instead, ct)));

    /// <inheritdoc cref="AskHashes"/>
    public Task<IReadOnlyDictionary<string, string>> HashesAsync(
        ComposeProject project, ResolvedModel model, ModelSubstitutes instead, CancellationToken ct) =>
        _hashes is var (asked, with, answer) && ReferenceEquals(asked, model) && with == instead
            ? answer
            : compose.ConfigHashesAsync(project, model, instead, ct);

    /// <summary>After files have changed: hashes are those of a model, whatever became of its files.</summary>
    public void ForgetModel() => _model = null;

    /// <summary>Waits for what was asked and not needed: a child that goes on would hold the platform's lock.</summary>
    public void Dispose() => Task.WhenAll(_asked.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default))).Wait();

    private T Remember<T>(T answer)
        where T : Task
    {
        _asked.Add(answer);
        return answer;
    }
}
