using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper;

/// <summary>One verb: its command, the step kinds that are its own, and its errors. Deleting its folder and its line in the list removes it.</summary>
internal interface IFeature
{
    Command CreateCommand(CommandLineContext context);

    IEnumerable<IStepKind> CreateSteps(PlatformSession session) => [];

    IReadOnlyList<ErrorCode> Errors => [];
}
