using System.Runtime.InteropServices;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>Ctrl-C or SIGTERM once: stop cleanly. Twice: end at once, and leave the rest to recovery.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public StopSignals(TextWriter error)
    {
        _registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGHUP)];

        PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref _count) > 1)
            {
                Environment.Exit(ExitCode.Of(ErrorKind.Interrupted));
            }

            error.Write("stopping cleanly; once more leaves the rest to the next command\n");
            _stop.Cancel();
        });
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }
}
