using System.Runtime.InteropServices;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>
/// Ctrl-C or SIGTERM once: stop cleanly. Twice: end at once, and leave the rest to recovery. While a child has the terminal, they are its business.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _childHasTerminal;
    private int _count;

    public StopSignals() => _registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGHUP)];

    public CancellationToken Token => _stop.Token;

    /// <summary>From now on nothing ends this process but the end of its child.</summary>
    public void LeaveToChild() => _childHasTerminal = true;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1 && !_childHasTerminal)
        {
            Environment.Exit(ExitCode.Of(ErrorKind.Interrupted));
        }

        _stop.Cancel();
    });
}
