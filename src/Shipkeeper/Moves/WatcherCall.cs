using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Moves;

/// <summary>How a move starts the watcher that recovers when the move itself has died.</summary>
internal static class WatcherCall
{
    public const string Verb = "recover";

    /// <summary>With everything of our environment, which recovery may need.</summary>
    public static ToolCall Of(string directory) => ToolCall.Of(Environment.ProcessPath!, "-C", directory, "--quiet", Verb) with
    {
        Environment = ToolEnvironment.OursBeginningWith("").ToDictionary(),
        WorkingDirectory = directory,
    };
}
