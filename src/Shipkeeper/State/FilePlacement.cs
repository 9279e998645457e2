using Shipkeeper.Model;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.State;

/// <summary>
/// Puts definition files into their places in the platform directory. What somebody has edited is first copied to the folder of the operation,
/// under <c>attempted/</c>: nobody's work is lost.
/// </summary>
internal sealed class FilePlacement(PlatformSession session, string operationId)
{
    /// <summary>In the folder of the operation.</summary>
    public const string Folder = "attempted";

    /// <summary>Makes files and settings those of a release again, wherever they are not.</summary>
    /// <param name="others">Files that no folder of the release would show, and that do not belong to it.</param>
    public void PutBack(Release release, IEnumerable<string> others)
    {
        session.ReadAnew(release.Number);
        var released = session.PlatformOf(release.Number);
        var edits = session.DefinitionFiles.FindEdits(release, released).Where(edit => edit.Kind is not EditKind.Setting).Select(edit => edit.Path);
        foreach (var path in edits.Union(others.Except(release.Files.Keys)))
        {
            KeepAside(path);
            Place(path, session.Releases.ReadKeptFile(release.Number, path));
        }

        PutSettings(released, release.Settings, release.Variables, added: []);
        session.ReadAnew(release.Number);
        session.ActFor(release.Number);
    }

    /// <summary>Whether files and settings are those of the release.</summary>
    public bool IsBack(Release release)
    {
        session.ReadAnew(release.Number);
        return session.DefinitionFiles.FindEdits(release, session.PlatformOf(release.Number)).Count == 0;
    }

    /// <param name="content">Null: there shall be no such file.</param>
    public void Place(string path, DefinitionFile? content)
    {
        if (content is not { } file)
        {
            session.Files.Remove(path);
            return;
        }

        session.Files.CreateFolder(Path.GetDirectoryName(path)!, RootedFiles.ReadableFolder);
        session.Files.Write(path, file.Content, file.Mode);
    }

    /// <summary>Lines of <c>settings.env</c> that mean the same already stay as they are.</summary>
    /// <param name="platform">Which settings there are, and the file as it is.</param>
    /// <param name="settings">By name.</param>
    /// <param name="variables">Beside the settings, all that there shall be; null: those that are there.</param>
    /// <param name="added">Settings that are written down also where that says nothing else than their default.</param>
    public void PutSettings(Platform platform, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string>? variables, IEnumerable<string> added)
    {
        var before = platform.SettingsFile;
        var now = PlatformLoader.SettingsOf(platform.Definition, before);
        var unsaid = added.Where(name => before[platform.Definition.Settings[name].Variable] is null).ToHashSet();
        var after = settings
            .Where(setting => now.GetValueOrDefault(setting.Key) != setting.Value || unsaid.Contains(setting.Key))
            .Select(setting => (Variable: platform.Definition.Settings[setting.Key].Variable, setting.Value))
            .Concat((variables ?? platform.Variables).Where(variable => before[variable.Key] != variable.Value).Select(variable => (Variable: variable.Key, variable.Value)))
            .Aggregate(before, (file, line) => file.With(line.Variable, line.Value));
        after = variables is null ? after : platform.Variables.Keys.Except(variables.Keys).Aggregate(after, (file, variable) => file.Without(variable));
        if (after != before)
        {
            KeepAside(Platform.SettingsFileName);
            session.Files.Write(Platform.SettingsFileName, after.ToText(), RootedFiles.Readable);
        }
    }

    /// <summary>
    /// By copy, so that there is never no file; what is too large for that, or a folder by now, is moved. What an earlier try has kept stays, and what
    /// was edited since is kept beside it.
    /// </summary>
    public void KeepAside(string path)
    {
        if (!session.Files.Exists(path))
        {
            return;
        }

        var content = new FileInfo(session.Files.Resolve(path)) is { Exists: true, Length: <= DefinitionFiles.MaximumMigrationBytes }
            ? session.Files.Read(path, DefinitionFiles.MaximumMigrationBytes)
            : null;
        var aside = Enumerable.Range(1, int.MaxValue).Select(turn => AsideOf(path, turn)).First(place => !session.Files.Exists(place) || IsCopy(place, content));
        if (session.Files.Exists(aside))
        {
            return;
        }

        session.Files.CreateFolder(Path.GetDirectoryName(aside)!);
        if (content is not null)
        {
            session.Files.Write(aside, content);
        }
        else
        {
            session.Files.Rename(path, aside);
        }
    }

    /// <param name="turn">From 1: in its own folder for each time that the file was edited.</param>
    private string AsideOf(string path, int turn) => session.OperationStore.PathInFolder(operationId, $"{(turn == 1 ? Folder : $"{Folder}-{turn}")}/{path}");

    private bool IsCopy(string place, byte[]? content) =>
        content is not null && new FileInfo(session.Files.Resolve(place)) is { Exists: true } file && file.Length == content.Length
        && session.Files.Read(place, DefinitionFiles.MaximumMigrationBytes).AsSpan().SequenceEqual(content);
}
