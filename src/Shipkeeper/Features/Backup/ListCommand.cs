using System.CommandLine;
using Shipkeeper.Backups;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Backup;

internal sealed class ListCommand : VerbCommand
{
    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public ListCommand(CommandLineContext context)
        : base("list", "List the backups, the newest first. Their manifests are read, and nothing else of them.", "shipkeeper backup list", "shipkeeper backup list --json")
    {
        Add(_json);
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        using var session = invocation.OpenReleasedToLook();
        var output = invocation.Output(invocation.Value(_json));
        var directory = BackupDirectory.Find(session, given: null);
        IReadOnlyList<BackupReport> backups = directory is null ? [] : [.. directory.List().Select(entry => BackupReport.Of(entry, directory.Path, session.Platform.Name))];
        if (invocation.Value(_json))
        {
            output.Json(backups, BackupReportJson.Default.IReadOnlyListBackupReport);
        }
        else if (backups.Count == 0)
        {
            output.Line($"no backup in {BackupDirectory.PathOf(session, given: null)}");
        }
        else
        {
            output.Table([["BACKUP", "MADE", "RELEASE", "SCHEMA", "SIZE", ""], .. backups.Select(backup => BackupText.Row(backup, session.Time))]);
        }

        return ExitCode.Done;
    }
}
