using System.Text;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Processes;

public sealed class CapturedOutputTests
{
    [Theory]
    [InlineData(false, "abcd")]
    [InlineData(true, "efgh")]
    public void The_beginning_or_the_end_is_kept_however_it_comes(bool keepEnd, string kept)
    {
        foreach (var size in Enumerable.Range(1, 8))
        {
            var output = new CapturedOutput(4, keepEnd);
            foreach (var piece in "abcdefgh".Chunk(size))
            {
                output.Append(Encoding.UTF8.GetBytes(piece));
            }

            Assert.Equal((kept, true), (output.Text, output.Truncated));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_fits_is_whole(bool keepEnd)
    {
        var output = new CapturedOutput(4, keepEnd);
        output.Append("ab"u8);
        output.Append("cd"u8);

        Assert.Equal(("abcd", false), (output.Text, output.Truncated));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Memory_is_bounded_whatever_comes(bool keepEnd)
    {
        const int Limit = 100_000;
        var bytes = new byte[64 * 1024];
        var output = new CapturedOutput(Limit, keepEnd);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var count = 0; count < 10_000; count++)
        {
            output.Append(bytes);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * Limit);
    }
}
