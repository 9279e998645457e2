namespace Shipkeeper.Versions;

/// <summary>What a return to an earlier release takes.</summary>
internal enum WayBack
{
    /// <summary>The earlier release runs on the data as they are.</summary>
    ContainersOnly,

    /// <summary>Data must go back too, to what they were before.</summary>
    NeedsSnapshot,

    Refused,
}

/// <param name="Because">As the end of a sentence.</param>
internal sealed record WayBackJudgement(WayBack Way, string Because);

/// <summary>A return from the current release to an earlier one, on a platform with a database.</summary>
/// <param name="Leaving">The manifest of the current release; null where it has none.</param>
/// <param name="Earlier">The manifest of the earlier release; null where it has none.</param>
/// <param name="EarlierIsPrevious">Whether the current release came right after it.</param>
/// <param name="Schema">The number of the last migration that the database has; null where nobody knows it.</param>
/// <param name="EarlierSchema">The number of the last migration that the earlier release brings along; null where it brings no numbered files.</param>
/// <param name="IsEarliers">Where there are no numbers: whatever has migrated the database last is what the earlier release migrates it by.</param>
internal sealed record Return(Manifest? Leaving, Manifest? Earlier, bool EarlierIsPrevious, int? Schema, int? EarlierSchema, bool IsEarliers = false);

/// <summary>Whether data must go back with the containers. Pure.</summary>
internal static class RollbackRules
{
    /// <summary>
    /// What the author of the current release forbids comes first; then what is known of the schema; his general word last. Without any word
    /// a schema that has changed, or that nobody knows, needs the snapshot.
    /// </summary>
    public static WayBackJudgement Judge(Return way) => way switch
    {
        { Leaving.Rollback: RollbackWord.Refused } => new(WayBack.Refused, "the manifest of the current release refuses a rollback"),
        { Leaving.Rollback: RollbackWord.Restore } => new(WayBack.NeedsSnapshot, "the manifest of the current release wants data to go back too"),
        { Schema: { } schema, EarlierSchema: { } last } when schema <= last => new(WayBack.ContainersOnly, $"the schema is {schema}, as far as the earlier release brings it"),
        { IsEarliers: true } => new(WayBack.ContainersOnly, "nothing has migrated the database since the earlier release did"),
        { EarlierIsPrevious: true, Leaving.Schema.Compatible: true } => new(WayBack.ContainersOnly, "the release before runs on this schema too"),
        { Schema: { } schema, Earlier.Schema: { AreGiven: true } bounds } => bounds.Contain(schema)
            ? new(WayBack.ContainersOnly, $"the earlier release runs on schema {schema}")
            : new(WayBack.NeedsSnapshot, $"the schema is {schema}, and the earlier release runs on {bounds}"),
        { Leaving.Rollback: RollbackWord.Allowed } => new(WayBack.ContainersOnly, "the manifest of the current release allows it"),
        { Schema: { } schema } => new(WayBack.NeedsSnapshot, $"the schema is {schema}, and no manifest says that the earlier release runs on it"),
        _ => new(WayBack.NeedsSnapshot, "nobody knows the number of the schema"),
    };
}
