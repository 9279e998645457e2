using Shipkeeper.Engine.Planning;
using Shipkeeper.Steps;

namespace Shipkeeper.Majors;

/// <summary>
/// The stages in which a database server goes to another major version. The application stands still meanwhile, and nobody else comes in: what
/// is dumped is all that there is. Pure.
/// </summary>
internal static class MajorStages
{
    /// <param name="from">The release whose server is left.</param>
    /// <param name="to">The release that has the new one.</param>
    public static IEnumerable<Stage> Of(MajorChange change, int from, int to)
    {
        var (databases, users) = (string.Join(", ", change.Databases), string.Join(", ", change.Users));
        yield return Stage.Of([.. change.Databases.Select(name => BarConnections.Step(new(name), $"database: nobody else comes into {name}"))]);
        yield return Stage.Of(DumpServer.Step(new(change.Databases), $"database: dump {databases} with PostgreSQL {change.From}, and count what is in it"));
        yield return Stage.Of(StopServer.Step(new(from, change.Users), $"infrastructure: stop {users}"));
        yield return Stage.Of(KeepVolume.Step(new(change.Volume, change.KeptVolume, from), $"volume {change.Volume}: keep what is in it as {change.KeptVolume}, and empty it"));
        yield return Stage.Of(ConvergeServices.Step(new(to, change.Users, KilledByUndo: change.Users), $"infrastructure: {users} as release {to} says"));
        yield return Stage.Of(OpenGate.Step(new(to, change.Users), $"infrastructure: {users} good"));
        yield return Stage.Of(FillServer.Step(new(change.Databases), $"database: restore {databases} into PostgreSQL {change.To}, and compare"));
    }

    public static Stage Open(MajorChange change) =>
        new(StageRole.Serve, [.. change.Databases.Select(name => OpenConnections.Step(new(name), $"database: {name} takes connections again"))]);
}
