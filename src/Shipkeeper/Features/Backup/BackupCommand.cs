using System.CommandLine;
using Shipkeeper.Backups;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Moves;
using Shipkeeper.Snapshots;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Encryption;

namespace Shipkeeper.Features.Backup;

internal sealed class BackupCommand : VerbCommand
{
    private readonly Option<string?> _output = new("--output")
    {
        Description = "Where to, instead of 'backup.directory' of the platform file",
        HelpName = "directory",
    };

    private readonly Option<bool> _preUpgrade = new("--pre-upgrade") { Description = "Say of it that it was taken before an upgrade: 'prune' keeps the newest of these" };

    public BackupCommand(CommandLineContext context)
        : base(
            "backup",
            "Write a backup: the database, volumes and files that the platform file names, and the files of the release.",
            "shipkeeper backup",
            "shipkeeper backup --output /mnt/backups",
            "shipkeeper backup list",
            "shipkeeper backup verify 20261122T010203Z-r7",
            "shipkeeper backup prune --dry-run")
    {
        Add(_output);
        Add(_preUpgrade);
        Add(new ListCommand(context));
        Add(new VerifyCommand(context));
        Add(new PruneCommand(context));
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var directory = BackupDirectory.PathOf(session, invocation.Value(_output));
        var outcome = await output.ShowAsync(display => session.RunAsync(
            "backup", ct => PlanAsync(session, directory, invocation.Value(_preUpgrade), ct), display, invocation.Stop));
        Show(session, output, directory, outcome!.OperationId);
        return ExitCode.Done;
    }

    /// <summary>Whatever would stop it is found out before anything is written.</summary>
    private static async Task<Plan> PlanAsync(PlatformSession session, string directory, bool preUpgrade, CancellationToken ct)
    {
        var release = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(session.Platform.Name);
        if (session.Platform.Definition.Backup.Recipients.Count > 0)
        {
            await new Age(session.ToolRunner).MustBeInstalledAsync(ct);
        }

        await BackupContent.ObserveAsync(session, release, directory, ct);
        return new()
        {
            Verb = "backup",
            Mode = OperationMode.ForwardOnly,
            Stages = [Stage.Of(WriteBackup.Step(new(release.Number, directory, preUpgrade), $"write a backup of release {release.Number} into {directory}"))],
        };
    }

    private static void Show(PlatformSession session, Output output, string directory, string operationId)
    {
        var name = OperationNotes.Find(session, operationId, WriteBackup.NameFact)!;
        var manifest = BackupFolder.Open(Path.Combine(directory, name)).Manifest;
        foreach (var line in BackupText.Content(manifest))
        {
            output.News($"  {line}");
        }

        output.News($"{session.Platform.Name}: backup {name} is written, {Sizes.Write(manifest.Bytes)}");
    }
}
