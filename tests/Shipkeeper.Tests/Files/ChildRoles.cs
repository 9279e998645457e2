using System.Runtime.InteropServices;
using Shipkeeper.Engine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

/// <summary>What the second process of a test does. A failure that Shipkeeper knows is written to the output as <c>code: message</c>.</summary>
internal static partial class ChildRoles
{
    public static async Task<int> PlayAsync(string[] role)
    {
        try
        {
            await PlayKnownAsync(role);
        }
        catch (ShipkeeperException known)
        {
            Console.WriteLine($"{known.Code.Name}: {known.Message}");
        }

        return 0;
    }

    private static Task PlayKnownAsync(string[] role) => role switch
    {
        ["write", var folder] => Do(() => new RootedFiles(folder).Write("file", "new")),
        ["write-with-odd-umask", var folder] => Do(() => WriteWithOddUmask(new(folder))),
        ["change-everything-as-nobody", var folder] => Do(() => ChangeEverythingAsNobody(new(folder))),
        ["read-everything-as-nobody", var folder] => Do(() => ReadEverythingAsNobody(new(folder))),
        ["append", var path, var count] => AppendAsync(path, int.Parse(count)),
        ["append-side-by-side", var path, var count] => AppendSideBySideAsync(path, int.Parse(count)),
        ["open-journal", var path] => Do(() => Console.WriteLine(FileJournal.Open(path, TimeProvider.System).Records.Count)),
        ["hold", var folder] => HoldAsync(folder, script: null),
        ["hold-with-child", var folder, var script] => HoldAsync(folder, script),
        ["create-operation", var folder] => Do(() => OneThread.Run(() => CreateOperationAsync(folder))),
        _ => throw new ArgumentException($"No such role: {string.Join(' ', role)}"),
    };

    private static Task Do(Action role)
    {
        role();
        return Task.CompletedTask;
    }

    private static void WriteWithOddUmask(RootedFiles files)
    {
        const int refusesAlmostEverything = 0b111_010_111;
        _ = SetUmask(refusesAlmostEverything);
        files.Write("private", "x");
        files.Write("public", "x", RootedFiles.Private | UnixFileMode.OtherRead);
        files.CreateFolder("folder/below");
    }

    private static void ChangeEverythingAsNobody(RootedFiles files)
    {
        BecomeNobody();
        var asNobody = new RootedFiles(files.Root);
        Console.WriteLine(string.Join(' ',
            CodeOf(() => asNobody.Write("locked/file", "new")),
            CodeOf(() => asNobody.CreateFolder("locked/folder")),
            CodeOf(() => asNobody.Rename("locked/file", "locked/other")),
            CodeOf(() => asNobody.SwitchLink("locked/link", "locked")),
            CodeOf(() => asNobody.Remove("locked/file"))));
    }

    private static void ReadEverythingAsNobody(RootedFiles files)
    {
        BecomeNobody();
        Console.WriteLine(string.Join(' ',
            CodeOf(() => files.Read("hidden/operations/01ARZ3NDEKTSV4RRFFQ69G5FAV/plan.json")),
            CodeOf(() => new FileOperationStore(files, "hidden/operations", TimeProvider.System).ListIds())));
    }

    private static async Task AppendAsync(string path, int count)
    {
        await using var journal = FileJournal.Begin(path, JournalLine.Origin, TimeProvider.System);
        for (var i = 0; i < count; i++)
        {
            try
            {
                Console.WriteLine((await journal.AppendAsync(new(JournalEvent.Running))).Number);
            }
            catch (ShipkeeperException lost) when (JournalErrors.IsLost(lost))
            {
                Console.WriteLine("lost");
            }
        }
    }

    private static async Task AppendSideBySideAsync(string path, int count)
    {
        await using var journal = FileJournal.Begin(path, JournalLine.Origin, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => journal.AppendAsync(new(JournalEvent.Warning))));
    }

    private static async Task HoldAsync(string folder, string? script)
    {
        await using var hold = await new FileLock(new(folder), ".shipkeeper", "child", TimeProvider.System).TakeAsync("upgrade", CancellationToken.None);
        // Not disposed: it stays behind.
        var child = script is null ? null : ChildProcess.Start("setsid", "sh", "-c", script);
        var ready = child is null ? "held" : await child.Process.StandardOutput.ReadLineAsync();
        Console.WriteLine(ready);
        await Console.In.ReadLineAsync();
    }

    private static async Task CreateOperationAsync(string folder)
    {
        var plan = new Plan { Verb = "upgrade", Mode = OperationMode.Undo, Stages = [] };
        await using var operation = await new FileOperationStore(new(folder), ".shipkeeper/operations", TimeProvider.System).CreateAsync(plan, "child");
        Console.WriteLine(operation.Id);
    }

    private static string CodeOf(Action change)
    {
        try
        {
            change();
            return "nothing";
        }
        catch (ShipkeeperException known)
        {
            return known.Code.Name;
        }
    }

    private static void BecomeNobody()
    {
        const uint nobody = 65534;
        if (SetGroup(nobody) != 0 || SetUser(nobody) != 0)
        {
            throw new InvalidOperationException("Only root can become somebody else.");
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int SetUmask(int mask);

    [LibraryImport("libc", EntryPoint = "setgid")]
    private static partial int SetGroup(uint group);

    [LibraryImport("libc", EntryPoint = "setuid")]
    private static partial int SetUser(uint user);
}
