using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Snapshots;

/// <summary>A kind of step whose undo puts data back. Once the application has worked with the newer ones, a person decides about that.</summary>
internal interface IReturnsData : IStepKind
{
    /// <summary>Whether the release before can read the data as the operation has made them.</summary>
    bool DataCanStay => true;
}
