using System.Formats.Tar;
using System.Security.Cryptography;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Docker.Tests;

/// <summary>
/// An image of one static busybox, made here once: no test needs a registry. It stays, tagged by its content, for the next run.
/// </summary>
internal static class BusyboxImage
{
    private static readonly string[] Places = ["/usr/bin/busybox", "/bin/busybox"];

    private static readonly Lazy<Task<string>> Tag = new(MakeAsync);

    public static Task<string> TagAsync() => Tag.Value;

    private static async Task<string> MakeAsync()
    {
        var busybox = Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("apt-get install busybox-static");
        var program = await File.ReadAllBytesAsync(busybox);
        var tag = $"shipkeeper-test/busybox:{Convert.ToHexStringLower(SHA256.HashData(program))[..12]}";
        if (!(await DockerCommand.RunAsync("image", "inspect", tag)).Ok)
        {
            var import = DockerCommand.Of("import", "--change", "ENV PATH=/bin", "-", tag) with { Input = await TarAsync(program) };
            await DockerCommand.MustAsync(import);
        }

        return tag;
    }

    private static async Task<byte[]> TarAsync(byte[] program)
    {
        var applets = await DockerCommand.Runner.RunAsync(ToolCall.Of(Places.First(File.Exists), "--list"), CancellationToken.None);
        using var target = new MemoryStream();
        await using (var tar = new TarWriter(target, leaveOpen: true))
        {
            using var content = new MemoryStream(program);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "bin/busybox") { DataStream = content, Mode = (UnixFileMode)0b111_101_101 });
            foreach (var applet in applets.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "busybox"))
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" });
            }

            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "tmp") { Mode = (UnixFileMode)0b111_111_111 });
        }

        return target.ToArray();
    }
}
