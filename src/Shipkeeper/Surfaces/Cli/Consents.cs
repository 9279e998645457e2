namespace Shipkeeper.Surfaces.Cli;

/// <summary>Asks before something that cannot be taken for a question of taste is done.</summary>
internal static class Consents
{
    /// <param name="given">By an option.</param>
    /// <exception cref="ShipkeeperException">Nobody has said yes.</exception>
    public static void Require(Invocation invocation, bool given, string question, PlatformSession session) =>
        Require(invocation, given, question, $"{session.CommandLine} --yes");

    /// <param name="agreeing">The command that says yes.</param>
    /// <inheritdoc cref="Require(Invocation, bool, string, PlatformSession)"/>
    public static void Require(Invocation invocation, bool given, string question, string agreeing)
    {
        if (given)
        {
            return;
        }

        if (!Terminal.CanAsk)
        {
            throw CliErrors.NoTerminal(question, agreeing);
        }

        if (!Terminal.Confirm(question, invocation.Stop))
        {
            throw CliErrors.Declined();
        }
    }
}
