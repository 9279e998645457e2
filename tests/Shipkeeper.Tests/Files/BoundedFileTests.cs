using Shipkeeper.Engine;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Files;

public sealed class BoundedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    public void A_file_up_to_the_limit_is_read_whole(int length) =>
        Assert.Equal(length, BoundedFile.Read(FileOf(length), 100)!.Length);

    [Theory]
    [InlineData(101)]
    [InlineData(100_000)]
    public void A_larger_file_is_refused(int length) => AssertNotRead(FileOf(length), "is larger than 100 bytes");

    [Fact]
    public void A_missing_file_is_null() => Assert.Null(BoundedFile.Read(Path.Combine(_folder.Path, "nothing"), 100));

    [Fact]
    public void A_file_whose_size_is_not_told_is_read_to_its_end() =>
        Assert.Equal(File.ReadAllBytes("/proc/cpuinfo").Length, BoundedFile.Read("/proc/cpuinfo", 1 << 20)!.Length);

    [Theory]
    [InlineData("/dev/zero", "a device")]
    [InlineData("/dev/full", "a device")]
    [InlineData("/tmp", "a folder")]
    public void What_is_no_plain_file_is_refused(string path, string because) => AssertNotRead(path, because);

    [Fact(Timeout = 10_000)]
    public async Task A_pipe_that_nobody_writes_into_does_not_block()
    {
        var pipe = Path.Combine(_folder.Path, "pipe");
        ChildProcess.Output("mkfifo", pipe);

        await Task.Run(() => AssertNotRead(pipe, "a device, pipe or socket"));
    }

    [Fact]
    public async Task A_file_that_grows_meanwhile_is_read_as_far_as_it_was_there()
    {
        var path = FileOf(0);
        using var end = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            while (!end.IsCancellationRequested && file.Length < 1 << 20)
            {
                file.Write(new byte[1000]);
            }
        });

        var before = 0;
        while (!writer.IsCompleted)
        {
            var length = BoundedFile.Read(path, 2 << 20)!.Length;
            Assert.InRange(length, before, 2 << 20);
            before = length;
        }

        await writer;
    }

    private static void AssertNotRead(string path, string because)
    {
        var error = Assert.Throws<ShipkeeperException>(() => BoundedFile.Read(path, 100));
        Assert.Equal("file.not-read", error.Code.Name);
        Assert.Contains(because, error.Message);
    }

    private string FileOf(int length)
    {
        var path = Path.Combine(_folder.Path, "file");
        using var file = File.Create(path);
        file.Write(new byte[length]);
        return path;
    }
}
