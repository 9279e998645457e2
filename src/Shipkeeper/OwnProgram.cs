using System.Reflection;

namespace Shipkeeper;

/// <summary>The file that this program was started from.</summary>
internal static class OwnProgram
{
    /// <summary>Where we are part of another program, as in a test, it stands beside.</summary>
    public static string Path =>
        Assembly.GetEntryAssembly() == typeof(OwnProgram).Assembly && Environment.ProcessPath is { } path ? path : System.IO.Path.Combine(AppContext.BaseDirectory, "shipkeeper");
}
