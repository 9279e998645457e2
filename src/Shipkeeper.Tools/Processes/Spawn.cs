using System.Runtime.InteropServices;
using static Shipkeeper.Tools.Processes.ProcessCalls;

namespace Shipkeeper.Tools.Processes;

/// <summary>
/// Starts a child in a session of its own by posix_spawn.
/// </summary>
/// <remarks>
/// Why not System.Diagnostics.Process: it cannot give the child a group, so a time-out could only end the child and leave what that had
/// started. Why not `setsid` in front: it turns "no such program" into an exit code. posix_spawn neither copies our memory nor runs any of
/// our code in the child. A session, not just a group: without a controlling terminal no prompt of git or ssh can block on /dev/tty, and
/// Ctrl-C is ours to answer. Descriptors that are not close-on-exec go down to the child: those are the lock's, on purpose, so
/// that a child that outlives us still holds it, and the child's own lifeline. The runtime opens everything else close-on-exec, and so do we.
/// </remarks>
internal static unsafe class Spawn
{
    /// <summary>
    /// Held while a child is started, and by whoever writes a program: until it has become what it is to be, a child has everything open that we
    /// have open, and a program that somebody has open for writing cannot be run.
    /// </summary>
    internal static readonly Lock OneStart = new();

    /// <summary>
    /// Returns the child's process id, which is also its group's. A negative <paramref name="input"/> means /dev/null, a negative
    /// <paramref name="channel"/> that the child has none.
    /// Error: <c>tools.cannot-start</c>.
    /// </summary>
    public static int InNewSession(ToolCall call, string program, int input, int output, int errorOutput, int channel, int lifeline)
    {
        var attributes = stackalloc byte[OpaqueSize];
        var actions = stackalloc byte[OpaqueSize];
        _ = posix_spawnattr_init(attributes);
        _ = posix_spawn_file_actions_init(actions);
        try
        {
            ResetSignals(attributes);
            Connect(actions, input, output, errorOutput, channel);
            _ = posix_spawn_file_actions_adddup2(actions, lifeline, lifeline); // Onto itself: open in the child too, and in the child only.
            if (call.WorkingDirectory is { } directory)
            {
                _ = posix_spawn_file_actions_addchdir_np(actions, directory);
            }

            return Start(call, program, actions, attributes);
        }
        finally
        {
            _ = posix_spawn_file_actions_destroy(actions);
            _ = posix_spawnattr_destroy(attributes);
        }
    }

    /// <summary>The runtime ignores SIGPIPE; a child that inherited that would write into closed pipes for ever.</summary>
    private static void ResetSignals(void* attributes)
    {
        var signals = stackalloc byte[OpaqueSize];
        _ = sigfillset(signals);
        _ = posix_spawnattr_setsigdefault(attributes, signals);
        _ = sigemptyset(signals);
        _ = posix_spawnattr_setsigmask(attributes, signals);
        _ = posix_spawnattr_setflags(attributes, SpawnDefaultSignals | SpawnSignalMask | SpawnNewSession);
    }

    private static void Connect(void* actions, int input, int output, int errorOutput, int channel)
    {
        _ = input < 0
            ? posix_spawn_file_actions_addopen(actions, 0, "/dev/null", 0, 0)
            : posix_spawn_file_actions_adddup2(actions, input, 0);
        _ = posix_spawn_file_actions_adddup2(actions, output, 1);
        _ = posix_spawn_file_actions_adddup2(actions, errorOutput, 2);
        if (channel >= 0)
        {
            _ = posix_spawn_file_actions_adddup2(actions, channel, 3);
        }
    }

    private static int Start(ToolCall call, string program, void* actions, void* attributes)
    {
        using var arguments = new NativeStrings([call.FileName, .. call.Arguments]);
        using var environment = new NativeStrings(call.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
        int pid;
        int error;
        lock (OneStart)
        {
            error = posix_spawn(&pid, program, actions, attributes, arguments.Pointer, environment.Pointer);
        }

        return error == 0 ? pid : throw ToolErrors.CannotStart(call, ReasonOf(error));
    }

    /// <summary>The program itself, and the folder that it runs in, have been found: what the system misses then is what the program's first line names.</summary>
    private static string ReasonOf(int error) => error == NotThere ? "the interpreter that its first line names is not there" : Marshal.GetPInvokeErrorMessage(error);
}
