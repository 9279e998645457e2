using System.Text;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class PatientWriterTests
{
    private const int MoreThanWaits = 20_000;

    [Fact]
    public async Task A_slow_reader_gets_everything_in_order()
    {
        using var target = new GatedTarget();
        var writing = Task.Run(() =>
        {
            using var writer = new PatientWriter(target, waits: true);
            for (var line = 0; line < MoreThanWaits; line++)
            {
                writer.Write($"{line}\n");
            }
        });

        Assert.NotSame(writing, await Task.WhenAny(writing, target.Reached));
        target.Open();
        await writing.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, MoreThanWaits).Select(line => $"{line}"), target.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_reader_that_is_stuck_does_not_hold_up_an_operation_and_learns_what_it_missed()
    {
        using var target = new GatedTarget();
        using var writer = new PatientWriter(target, waits: true);
        writer.StopWaiting();

        await Task.Run(() =>
        {
            for (var line = 0; line < MoreThanWaits; line++)
            {
                writer.Write($"{line}\n");
            }
        }).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        target.Open();
        writer.Dispose();

        Assert.Matches(@"\(\d+ lines dropped: nobody read them in time\)", target.Text);
        Assert.StartsWith("0\n", target.Text);
    }

    [Fact]
    public void Where_nobody_reads_any_more_writing_ends_quietly()
    {
        using var target = new GatedTarget { Fails = true };
        target.Open();
        using (var writer = new PatientWriter(target, waits: true))
        {
            for (var line = 0; line < MoreThanWaits; line++)
            {
                writer.Write($"{line}\n");
            }
        }

        Assert.Equal(("", 1), (target.Text, target.Attempts));
    }

    [Fact]
    public void All_is_written_when_it_is_disposed()
    {
        using var target = new GatedTarget();
        target.Open();
        using (var writer = new PatientWriter(target))
        {
            writer.Write("error: no\n");
            writer.Write('!');
        }

        Assert.Equal("error: no\n!", target.Text);
        Assert.True(target.IsFlushed);
    }

    /// <summary>Takes nothing until it is opened.</summary>
    private sealed class GatedTarget : TextWriter
    {
        private readonly StringBuilder _text = new();
        private readonly ManualResetEventSlim _open = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public bool Fails { get; init; }

        public int Attempts { get; private set; }

        public bool IsFlushed { get; private set; }

        /// <summary>Somebody wants to write.</summary>
        public Task Reached => _reached.Task;

        public string Text => _text.ToString();

        public void Open() => _open.Set();

        public override void Write(string? value)
        {
            Attempts++;
            _reached.TrySetResult();
            _open.Wait();
            if (Fails)
            {
                throw new IOException("Broken pipe");
            }

            _text.Append(value);
            IsFlushed = false;
        }

        public override void Flush() => IsFlushed = true;

        protected override void Dispose(bool disposing)
        {
            _open.Set();
            base.Dispose(disposing);
        }
    }
}
