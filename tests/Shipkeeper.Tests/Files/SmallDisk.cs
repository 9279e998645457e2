using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

/// <summary>A real ext4 of 8 MiB on a loop device, to be filled.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filling => System.IO.Path.Combine(Path, "filling");

    /// <summary>The test is skipped where the machine cannot do it.</summary>
    public static SmallDisk Mount(string folder)
    {
        Assert.SkipUnless(Posix.EffectiveUser() == 0, "only root can mount a small disk");
        var (image, path) = (System.IO.Path.Combine(folder, "image"), System.IO.Path.Combine(folder, "disk"));
        Directory.CreateDirectory(path);
        try
        {
            ChildProcess.Output("truncate", "--size", "8M", image);
            ChildProcess.Output("mkfs.ext4", "-q", image);
            ChildProcess.Output("mount", "-o", "loop", image, path);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"no loop device here: {failure.Message}");
        }

        Directory.Delete(System.IO.Path.Combine(path, "lost+found"));
        return new(path);
    }

    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 16, 1 << 12, 1 })
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    /// <summary>At once, also when a program that is just being started still has the file open.</summary>
    public void MakeRoom()
    {
        new FileStream(Filling, FileMode.Truncate).Dispose();
        File.Delete(Filling);
    }

    public void Dispose() => ChildProcess.Output("umount", "--lazy", Path);
}
