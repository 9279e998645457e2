namespace Shipkeeper.Engine.Execution;

/// <summary>Where an operation stands. The last five are ends; only <see cref="Stuck"/> can be left again, by a person.</summary>
public enum OperationState
{
    Planned,
    Running,
    Undoing,

    /// <summary>Every step is done.</summary>
    Succeeded,

    /// <summary>Everything that may have taken effect was put back.</summary>
    RolledBack,

    /// <summary>A forward-only operation that did not come to its end; what is done stays.</summary>
    Interrupted,

    /// <summary>Neither forward nor back without a person.</summary>
    Stuck,

    /// <summary>A person gave it up as it stood.</summary>
    Abandoned,
}
