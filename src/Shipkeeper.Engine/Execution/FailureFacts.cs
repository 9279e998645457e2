namespace Shipkeeper.Engine.Execution;

/// <summary>A failure as facts of a journal record.</summary>
public static class FailureFacts
{
    /// <summary>The code of what was no failure: somebody asked it to stop.</summary>
    public const string StoppedCode = "interrupted";

    /// <summary>A message that is longer says the same thing many times.</summary>
    private const int MaximumLength = 4000;

    internal static string MessageOf(Exception failure) => Of(failure)["message"];

    internal static IReadOnlyDictionary<string, string> Of(Exception failure) => failure switch
    {
        ShipkeeperException { Details: [] } known => Facts(known.Code.Name, known.Message),
        ShipkeeperException known => Facts(known.Code.Name, known.Message + "\n" + string.Join('\n', known.Details)),
        OperationCanceledException => Facts(StoppedCode, "stopped before its end"),
        _ => Facts("bug", $"{failure.GetType().Name}: {failure.Message}"),
    };

    private static Dictionary<string, string> Facts(string code, string message) => new()
    {
        ["code"] = code,
        ["message"] = message.Length <= MaximumLength ? message : message[..MaximumLength] + " …",
    };
}
