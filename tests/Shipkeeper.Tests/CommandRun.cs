using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests;

/// <summary>A command that ran in this process, as somebody at a pipe sees it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params IReadOnlyList<string> arguments) => OfAsync(arguments, TestContext.Current.CancellationToken);

    public static async Task<CommandRun> OfAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode;
        using (var patientOutput = new PatientWriter(output, waits: true))
        using (var patientError = new PatientWriter(error, waits: true))
        {
            var context = new CommandLineContext(arguments, patientOutput, patientError, TimeProvider.System);
            exitCode = await CommandLineProgram.RunAsync(FeatureList.All, context, stop);
        }

        return new(exitCode, output.ToString(), error.ToString());
    }
}
