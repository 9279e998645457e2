namespace Shipkeeper.Scenarios.Language;

/// <summary>A program that has ended.</summary>
internal sealed record Ran(string Command, int ExitCode, string Output, string Errors, TimeSpan Took)
{
    public string Everything => Output + Errors;

    public Ran Exits(int code)
    {
        Assert.True(ExitCode == code, $"expected exit code {code}: {this}");
        return this;
    }

    /// <summary>Exit code, and the error's code in its third line.</summary>
    public Ran Fails(int code, string errorCode)
    {
        Exits(code);
        Assert.True(Errors.Contains($"({errorCode};", StringComparison.Ordinal), $"expected {errorCode}: {this}");
        return this;
    }

    public Ran Says(params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.True(Everything.Contains(text, StringComparison.Ordinal), $"expected the words '{text}': {this}");
        }

        return this;
    }

    public Ran NeverSays(params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.False(Everything.Contains(text, StringComparison.Ordinal), $"expected never the words '{text}': {this}");
        }

        return this;
    }

    public override string ToString() => $"{Command}\nexit code {ExitCode} after {Took.TotalSeconds:0.0} s\n--- stdout\n{Output}\n--- stderr\n{Errors}";
}
