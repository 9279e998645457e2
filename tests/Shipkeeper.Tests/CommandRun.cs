using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests;

/// <summary>A command that ran in this process, as somebody at a pipe sees it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params IReadOnlyList<string> arguments) => OfAsync(arguments, TestContext.Current.CancellationToken);

    /// <param name="engine">The one of the environment when left out.</param>
    /// <param name="time">That of the system when left out.</param>
    public static async Task<CommandRun> OfAsync(IReadOnlyList<string> arguments, CancellationToken stop, EngineEndpoint? engine = null, TimeProvider? time = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode;
        using (var patientOutput = new PatientWriter(output, waits: true))
        using (var patientError = new PatientWriter(error, waits: true))
        {
            var context = new CommandLineContext(arguments, patientOutput, patientError, time ?? TimeProvider.System) { Endpoint = engine };
            exitCode = await CommandLineProgram.RunAsync(FeatureList.All, context, stop);
        }

        return new(exitCode, output.ToString(), error.ToString());
    }
}
