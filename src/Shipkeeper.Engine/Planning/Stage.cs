using System.Text.Json.Serialization;

namespace Shipkeeper.Engine.Planning;

/// <summary>
/// What a stage is to its operation. Roles stand in this order in every plan; recovery reads from them what may still be undone.
/// </summary>
[JsonConverter(typeof(EnumNameConverter<StageRole>))]
public enum StageRole
{
    /// <summary>Changes something; nobody outside has used the new state yet.</summary>
    [JsonStringEnumMemberName("change")]
    Change,

    /// <summary>From here on the new state takes requests, and data may be written that an undo would lose.</summary>
    [JsonStringEnumMemberName("serve")]
    Serve,

    /// <summary>Gate and bake: proves that the new state is good. Recovery runs it again.</summary>
    [JsonStringEnumMemberName("proof")]
    Proof,

    /// <summary>Once it is done, the operation has happened.</summary>
    [JsonStringEnumMemberName("commit")]
    Commit,

    /// <summary>Removes what is no longer needed. Its failure is a warning.</summary>
    [JsonStringEnumMemberName("clean-up")]
    CleanUp,
}

/// <summary>Independent steps that run side by side.</summary>
public sealed record Stage(StageRole Role, IReadOnlyList<Step> Steps)
{
    public static Stage Of(params IReadOnlyList<Step> steps) => new(StageRole.Change, steps);
}
