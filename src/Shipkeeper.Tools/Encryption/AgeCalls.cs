using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Encryption;

/// <summary>Builds calls of <c>age</c>. Pure. Recipients are public; an identity is named by its file alone.</summary>
public static class AgeCalls
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromHours(4);

    public static ToolCall Version { get; } = ToolCall.Of("age", "--version") with { TimeLimit = TimeSpan.FromSeconds(10) };

    /// <param name="recipients"><c>age1…</c>, or a public SSH key.</param>
    public static ToolCall Encrypt(IEnumerable<string> recipients) =>
        ToolCall.Of("age", ["--encrypt", .. recipients.SelectMany(recipient => (string[])["--recipient", recipient])]) with { TimeLimit = TimeLimit };

    /// <param name="identityFile">Absolute.</param>
    public static ToolCall Decrypt(string identityFile) => ToolCall.Of("age", "--decrypt", "--identity", identityFile) with { TimeLimit = TimeLimit };
}
