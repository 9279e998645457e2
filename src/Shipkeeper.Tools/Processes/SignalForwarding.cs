using System.Runtime.InteropServices;
using static Shipkeeper.Tools.Processes.ProcessCalls;

namespace Shipkeeper.Tools.Processes;

/// <summary>
/// While a child has the terminal, signals are its own business: what is sent to us alone is passed on, and what the terminal sends to
/// everybody in its foreground group (Ctrl-C) is not sent a second time, because many programs take the second for "at once".
/// </summary>
internal sealed class SignalForwarding : IDisposable
{
    private static readonly (PosixSignal Signal, int Number)[] Forwarded = [(PosixSignal.SIGINT, SigInt), (PosixSignal.SIGTERM, SigTerm), (PosixSignal.SIGHUP, SigHup)];

    private readonly Lock _guard = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly List<int> _early = [];
    private Func<int, bool>? _send;

    public SignalForwarding() => _registrations = [.. Forwarded.Select(forwarded => PosixSignalRegistration.Create(forwarded.Signal, context =>
    {
        context.Cancel = true;
        Forward(forwarded.Number);
    }))];

    /// <summary>From now on to this process; what came before it was there is sent now.</summary>
    public void To(int pid)
    {
        lock (_guard)
        {
            _send = number => kill(pid, number) == 0;
            _early.ForEach(number => _send(number));
        }
    }

    /// <summary>When the child has ended: its number may be a stranger's soon.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            _send = _ => false;
        }

        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Forward(int number)
    {
        lock (_guard)
        {
            if (_send is null)
            {
                _early.Add(number);
            }
            else if (number != SigInt || !IsForeground())
            {
                _send(number);
            }
        }
    }

    /// <summary>Whether we are in the group to which our terminal sends Ctrl-C; a pipeline may leave only one of the three streams to it.</summary>
    private static bool IsForeground() => Enumerable.Range(0, 3).Any(descriptor => tcgetpgrp(descriptor) == getpgrp());
}
