using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <param name="From">The release whose files an undo puts back.</param>
/// <param name="Source">The folder that holds the new files, relative to the platform directory; null: they are in their places already.</param>
/// <param name="Files">Definition file → its hash, all that there shall be.</param>
/// <param name="Settings">By name, by value.</param>
/// <param name="Variables">Beside the settings, all that there shall be; null: those that are there.</param>
internal sealed record PlaceFilesInput(
    int From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Settings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Variables = null);

/// <summary>Puts definition files and settings into their places; an undo makes them those of the release before, and keeps aside what was there.</summary>
internal sealed class PlaceFiles(PlatformSession session) : StepKind<PlaceFilesInput>(Name, StepsJson.Default.PlaceFilesInput)
{
    public const string Name = "place-files";

    public override bool CanUndo => true;

    public static Step Step(PlaceFilesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.PlaceFilesInput, reason);

    /// <summary>Also where nothing is to be done, there is something to undo: the files before were others.</summary>
    protected override Task<bool> IsDoneAsync(PlaceFilesInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override Task ApplyAsync(PlaceFilesInput input, StepScope scope, CancellationToken ct)
    {
        var placement = new FilePlacement(session, scope.OperationId);
        if (input.Source is { } source)
        {
            var before = session.Releases.Read(input.From).Files;
            foreach (var path in input.Files.Keys.Union(before.Keys).Union(FindAdded(input.From)).Where(path => !IsThere(path, input.Files.GetValueOrDefault(path))))
            {
                if (!IsThere(path, before.GetValueOrDefault(path)))
                {
                    placement.KeepAside(path);
                }

                placement.Place(path, input.Files.TryGetValue(path, out var hash) ? Read($"{source}/{path}", hash) : null);
            }
        }

        var known = session.Releases.Read(input.From).Settings;
        var platform = PlatformLoader.LoadToLook(session.Files.Root);
        placement.PutSettings(platform, input.Settings, input.Variables, added: input.Settings.Keys.Where(name => !known.ContainsKey(name)));
        session.GoOnWith(PlatformLoader.Load(session.Files.Root));
        return Task.CompletedTask;
    }

    protected override Task UndoAsync(PlaceFilesInput input, StepScope scope, CancellationToken ct)
    {
        new FilePlacement(session, scope.OperationId).PutBack(session.Releases.Read(input.From), others: input.Source is null ? [] : input.Files.Keys);
        return Task.CompletedTask;
    }

    /// <summary>Files that somebody has put into folders of the release before.</summary>
    private IEnumerable<string> FindAdded(int release) =>
        session.DefinitionFiles.FindEdits(session.Releases.Read(release), session.PlatformOf(release)).Where(edit => edit.Kind is EditKind.Added).Select(edit => edit.Path);

    /// <param name="hash">Null: no such file.</param>
    private bool IsThere(string path, string? hash) => session.DefinitionFiles.Find(path)?.Hash == hash;

    private DefinitionFile Read(string kept, string hash) =>
        session.DefinitionFiles.Find(kept) is { } file && file.Hash == hash ? file : throw DefinitionErrors.ChangedMeanwhile([kept]);
}
