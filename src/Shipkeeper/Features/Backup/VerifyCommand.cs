using System.CommandLine;
using Shipkeeper.Backups;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Backup;

internal sealed class VerifyCommand : VerbCommand
{
    private readonly Argument<string> _backup = new("backup") { Description = "As 'backup list' names it, or the path of its folder" };

    private readonly Option<string?> _identity = new("--identity") { Description = "The identity that opens an encrypted backup", HelpName = "file" };

    public VerifyCommand(CommandLineContext context)
        : base(
            "verify",
            "Prove that a backup is good: read all of it, and restore its database into a server that is thrown away. The platform is not touched.",
            "shipkeeper backup verify 20261122T010203Z-r7",
            "shipkeeper backup verify /mnt/backups/20261122T010203Z-r7 --identity /root/key.txt")
    {
        Add(_backup);
        Add(_identity);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var backup = BackupReading.Open(session, invocation.Value(_backup)!, invocation.Value(_identity));
        await output.ShowAsync(display => session.RunAsync(
            "backup verify",
            async ct =>
            {
                await backup.MustBeGoodAsync(session, display.Working, ct);
                return PlanOf(backup);
            },
            display,
            invocation.Stop));
        foreach (var line in BackupText.Verified(backup.Manifest, session.Platform.Definition.Database?.Verify.Count ?? 0))
        {
            output.News($"  {line}");
        }

        output.News($"{session.Platform.Name}: backup {backup.Folder.Name} is good");
        return ExitCode.Done;
    }

    private static Plan PlanOf(BackupReading backup) => new()
    {
        Verb = "backup verify",
        Mode = OperationMode.ForwardOnly,
        Stages = backup.Manifest.Database is null ? [] :
        [
            Stage.Of(VerifyBackup.Step(new(backup.Folder.Path, backup.IdentityFile), $"restore the database of {backup.Folder.Name} into a server to throw away, and compare")),
        ],
    };
}
