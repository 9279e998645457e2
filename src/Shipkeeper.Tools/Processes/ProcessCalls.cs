using System.Runtime.InteropServices;

namespace Shipkeeper.Tools.Processes;

/// <summary>The calls of the C library that starting, signalling and awaiting a process group needs. Constants are those of Linux.</summary>
internal static unsafe partial class ProcessCalls
{
    public const int SigHup = 1;
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigChild = 17;
    public const int NotThere = 2;
    public const int Interrupted = 4;
    public const int OpenCloseOnExec = 0x80000;
    public const int WaitForExit = 4;
    public const int WaitLeaveZombie = 0x01000000;
    public const int WaitOnPid = 1;
    public const int RunAccess = 1;
    public const short SpawnDefaultSignals = 0x04;
    public const short SpawnSignalMask = 0x08;
    public const short SpawnNewSession = 0x80;

    /// <summary>More than glibc and musl need for any of their opaque structures (336, 128 and 80 bytes).</summary>
    public const int OpaqueSize = 1024;

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc")]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int signal);

    /// <returns>Negative where the descriptor is no terminal of ours.</returns>
    [LibraryImport("libc")]
    public static partial int tcgetpgrp(int descriptor);

    [LibraryImport("libc")]
    public static partial int getpgrp();

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitid(int kind, int id, void* information, int options);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int execve(string path, byte** arguments, byte** environment);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int access(string path, int mode);

    [LibraryImport("libc")]
    public static partial nint signal(int number, nint disposition);

    [LibraryImport("libc")]
    public static partial int sigemptyset(void* set);

    [LibraryImport("libc")]
    public static partial int sigfillset(void* set);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn(int* pid, string path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigdefault(void* attributes, void* set);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigmask(void* attributes, void* set);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addopen(void* actions, int descriptor, string path, int flags, uint mode);

    /// <summary>glibc 2.29, musl 1.1.24.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addchdir_np(void* actions, string path);
}
