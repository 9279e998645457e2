namespace Shipkeeper.Tools.Processes;

/// <summary>
/// One call of an outside program: what would be typed, as data. Equal calls compare equal, and <see cref="ToString"/> is the line to paste.
/// Secrets never belong into <see cref="Arguments"/>: pass them by <see cref="Environment"/> or <see cref="Input"/>, which are never printed.
/// </summary>
/// <param name="FileName">A path, or a name looked up in the PATH of <see cref="Environment"/>.</param>
/// <param name="Arguments">Each reaches the program as it is; no shell reads them.</param>
public sealed record ToolCall(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Everything the child gets: not one variable of ours is added.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ToolEnvironment.OfOurs();

    /// <summary>Ours when left out.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What the child reads from its standard input; nothing when left out.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>Above zero; <see cref="Timeout.InfiniteTimeSpan"/> for none. Does not hold for attached calls.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long it may take to end when it is asked to, before it is killed; null for what is usual.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Bytes kept of each stream: the beginning of the output, the end of the error output.</summary>
    public int OutputLimit { get; init; } = 4 * 1024 * 1024;

    public static ToolCall Of(string fileName, params IEnumerable<string> arguments) => new(fileName, [.. arguments]);

    public bool Equals(ToolCall? other) =>
        other is not null
        && FileName == other.FileName
        && Arguments.SequenceEqual(other.Arguments)
        && Environment.Count == other.Environment.Count
        && Environment.All(variable => other.Environment.TryGetValue(variable.Key, out var value) && value == variable.Value)
        && WorkingDirectory == other.WorkingDirectory
        && Input.HasValue == other.Input.HasValue
        && Input.GetValueOrDefault().Span.SequenceEqual(other.Input.GetValueOrDefault().Span)
        && TimeLimit == other.TimeLimit
        && Grace == other.Grace
        && OutputLimit == other.OutputLimit;

    public override int GetHashCode() => Arguments.Aggregate(FileName.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    /// <summary>The command line, quoted for a POSIX shell.</summary>
    public override string ToString() => CommandLine.Of([FileName, .. Arguments]);
}
