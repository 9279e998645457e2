namespace Shipkeeper.Engine.Execution;

/// <summary>A failure as facts of a journal record.</summary>
internal static class FailureFacts
{
    /// <summary>A message that is longer says the same thing many times.</summary>
    private const int MaximumLength = 4000;

    public static string MessageOf(Exception failure) => Of(failure)["message"];

    public static IReadOnlyDictionary<string, string> Of(Exception failure) => failure switch
    {
        ShipkeeperException { Details: [] } known => Facts(known.Code.Name, known.Message),
        ShipkeeperException known => Facts(known.Code.Name, known.Message + "\n" + string.Join('\n', known.Details)),
        OperationCanceledException => Facts("interrupted", "stopped before its end"),
        _ => Facts("bug", $"{failure.GetType().Name}: {failure.Message}"),
    };

    private static Dictionary<string, string> Facts(string code, string message) => new()
    {
        ["code"] = code,
        ["message"] = message.Length <= MaximumLength ? message : message[..MaximumLength] + " …",
    };
}
