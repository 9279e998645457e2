namespace Shipkeeper.Scenarios.Language;

/// <summary>What a crash walk needs of the thing that is changed when the binary is killed.</summary>
internal interface IWalked
{
    Journals Journals { get; }

    /// <summary>How long each command took that was run to its end.</summary>
    List<TimeSpan> Took { get; }

    /// <param name="program">Under which the binary runs.</param>
    Task<Ran> RunUnderAsync(IReadOnlyList<string> program, string arguments);
}
