using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Resume;

/// <summary>Goes on with the way back of an operation that is stuck.</summary>
internal sealed class ResumeFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => ResumeErrors.All;

    public Command CreateCommand(CommandLineContext context) => new ResumeCommand(context);
}

/// <summary>Leaves an operation that is stuck as it stands.</summary>
internal sealed class AbandonFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new AbandonCommand(context);
}
