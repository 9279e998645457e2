using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Start;

internal sealed record PutFilesBackInput(int Release, IReadOnlyList<FileEdit> Edits);

/// <summary>
/// Puts the definition files of a release back where they were edited. What was edited is first copied to the folder of the operation,
/// under <c>attempted/</c>: nobody's work is lost.
/// </summary>
internal sealed class PutFilesBack(PlatformSession session) : ForwardStepKind<PutFilesBackInput>(Name, StartJson.Default.PutFilesBackInput)
{
    private const string Name = "put-files-back";

    public static Step Step(PutFilesBackInput input, string reason) => Engine.Planning.Step.Of(Name, input, StartJson.Default.PutFilesBackInput, reason);

    protected override Task<bool> IsDoneAsync(PutFilesBackInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(session.DefinitionFiles.FindEdits(session.Releases.Read(input.Release), Released(input.Release)).Count == 0);

    protected override Task ApplyAsync(PutFilesBackInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        foreach (var edit in input.Edits.Where(edit => edit.Kind is not EditKind.Setting))
        {
            KeepAside(scope.OperationId, edit.Path);
            PutBack(release.Number, edit.Path);
        }

        var released = Released(release.Number);
        PutSettingsBack(released, scope.OperationId);
        session.GoOnWith(released);
        return Task.CompletedTask;
    }

    /// <summary>Not the platform of the session: whoever recovers has read the edited files.</summary>
    private Platform Released(int number) => PlatformLoader.LoadReleased(session.Files.Root, session.Releases, session.Releases.Read(number));

    /// <summary>By copy, so that there is never no file; what is too large for that, or a folder by now, is moved. An earlier try has kept the edited one.</summary>
    private void KeepAside(string operationId, string path)
    {
        var aside = session.OperationStore.PathInFolder(operationId, $"attempted/{path}");
        if (!session.Files.Exists(path) || session.Files.Exists(aside))
        {
            return;
        }

        session.Files.CreateFolder(Path.GetDirectoryName(aside)!);
        if (new FileInfo(session.Files.Resolve(path)) is { Exists: true, Length: <= DefinitionFiles.MaximumMigrationBytes })
        {
            session.Files.Write(aside, session.Files.Read(path, DefinitionFiles.MaximumMigrationBytes)!);
        }
        else
        {
            session.Files.Rename(path, aside);
        }
    }

    private void PutBack(int release, string path)
    {
        if (session.Releases.ReadKeptFile(release, path) is not { } kept)
        {
            session.Files.Remove(path);
            return;
        }

        session.Files.CreateFolder(Path.GetDirectoryName(path)!, RootedFiles.ReadableFolder);
        session.Files.Write(path, kept.Content, kept.Mode);
    }

    private void PutSettingsBack(Platform released, string operationId)
    {
        var variables = released.Settings.ToDictionary(setting => released.Definition.Settings[setting.Key].Variable, setting => setting.Value);
        var before = released.SettingsFile;
        if (variables.All(variable => before[variable.Key] == variable.Value))
        {
            return;
        }

        KeepAside(operationId, Platform.SettingsFileName);
        var after = variables.Aggregate(before, (file, variable) => file.With(variable.Key, variable.Value));
        session.Files.Write(Platform.SettingsFileName, after.ToText(), RootedFiles.Readable);
    }
}
