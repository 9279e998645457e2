namespace Shipkeeper.Surfaces.Cli;

/// <summary>Asks before something that cannot be taken for a question of taste is done.</summary>
internal static class Consents
{
    /// <param name="given">By an option.</param>
    /// <exception cref="ShipkeeperException">Nobody has said yes.</exception>
    public static void Require(Invocation invocation, bool given, string question, PlatformSession session)
    {
        if (given)
        {
            return;
        }

        if (!Terminal.CanAsk)
        {
            throw CliErrors.NoTerminal(question, $"{session.CommandLine} --yes");
        }

        if (!Terminal.Confirm(question, invocation.Stop))
        {
            throw CliErrors.Declined();
        }
    }
}
