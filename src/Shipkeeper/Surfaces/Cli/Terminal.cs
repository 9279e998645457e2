using System.Text;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>Whether a person sits at the other end, and questions to that person.</summary>
internal static class Terminal
{
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public static bool IsOutput => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    public static bool ShowsColour => IsOutput && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <returns>What was typed; null at the end of input.</returns>
    public static string? Ask(string question)
    {
        Console.Error.Write($"{question}: ");
        return Console.In.ReadLine();
    }

    /// <summary>Asks for a secret: what is typed is not shown.</summary>
    public static string AskHidden(string question)
    {
        Console.Error.Write($"{question} (not shown): ");
        var answer = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key is not ConsoleKey.Enter)
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                answer.Length = Math.Max(0, answer.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                answer.Append(key.KeyChar);
            }
        }

        Console.Error.Write('\n');
        return answer.ToString();
    }

    /// <returns>True only for a spelled-out yes.</returns>
    public static bool Confirm(string question) => Ask($"{question} [yes/no]")?.Trim().ToLowerInvariant() is "yes" or "y";
}
