using System.Text;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>
/// Whether a person sits at the other end, and questions to that person. A question that is interrupted, or left by the end of input, has no
/// answer: nothing is taken for one.
/// </summary>
internal static class Terminal
{
    /// <summary>Ctrl-D, which a terminal that shows nothing passes on as it is.</summary>
    private const char EndOfInput = '\u0004';

    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public static bool IsOutput => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    public static bool ShowsColour => IsOutput && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <exception cref="ShipkeeperException"><c>usage.no-answer</c>.</exception>
    public static string Ask(string question, CancellationToken stop)
    {
        Console.Error.Write($"{question}: ");
        return AwaitAnswer(Console.In.ReadLine, stop);
    }

    /// <summary>Asks for a secret: what is typed is not shown.</summary>
    /// <inheritdoc cref="Ask"/>
    public static string AskHidden(string question, CancellationToken stop)
    {
        Console.Error.Write($"{question} (not shown): ");
        var answer = AwaitAnswer(ReadHidden, stop);
        Console.Error.Write('\n');
        return answer;
    }

    /// <returns>True only for a spelled-out yes.</returns>
    /// <inheritdoc cref="Ask"/>
    public static bool Confirm(string question, CancellationToken stop) => Ask($"{question} [yes/no]", stop).Trim().ToLowerInvariant() is "yes" or "y";

    /// <summary>Whoever reads a terminal cannot be woken up, so a thread is left behind there when the program is asked to stop.</summary>
    private static string AwaitAnswer(Func<string?> read, CancellationToken stop)
    {
        var reading = Task.Run(read, CancellationToken.None);
        try
        {
            Task.WaitAny([reading], stop);
        }
        catch (OperationCanceledException)
        {
            Console.Error.Write('\n');
            throw;
        }

        return reading.GetAwaiter().GetResult() ?? throw CliErrors.NoAnswer();
    }

    /// <returns>Null at the end of input.</returns>
    private static string? ReadHidden()
    {
        var answer = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key is not ConsoleKey.Enter)
        {
            if (key.KeyChar is EndOfInput)
            {
                return null;
            }

            if (key.Key is ConsoleKey.Backspace)
            {
                answer.Length = Math.Max(0, answer.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                answer.Append(key.KeyChar);
            }
        }

        return answer.ToString();
    }
}
