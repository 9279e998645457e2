using Shipkeeper.Tools.Apt;

namespace Shipkeeper.BuiltIn.DockerPackages;

/// <summary>Replaces the packages of the engine. Once begun it goes to one of its ends: nobody wants an engine without its containers.</summary>
internal sealed class EngineReplacement(AptTool apt, EngineUnits units, ContainerGate gate, IReadOnlyList<PackageChange> packages)
{
    /// <param name="onEnd">Told that an end was come to, whichever.</param>
    /// <exception cref="ShipkeeperException"><c>modules.engine</c>: the new versions are not good; it says whether those before are back.</exception>
    public async Task RunAsync(Action onEnd)
    {
        try
        {
            await apt.InstallAsync(packages);
            await units.RestartOldAsync();
            await gate.RequireAsync();
            onEnd();
        }
        catch (ShipkeeperException failure)
        {
            var end = await ReturnAsync();
            onEnd();
            throw BuiltInErrors.Engine($"the upgrade of the engine failed: {failure.Message.TrimEnd('.')}; {end}.", failure.Details);
        }
    }

    /// <returns>How it went.</returns>
    private async Task<string> ReturnAsync()
    {
        try
        {
            await apt.DowngradeAsync(packages);
            await units.RestartAllAsync();
            await gate.RequireAsync();
            return "the versions before are back, and so are all containers";
        }
        catch (ShipkeeperException failure)
        {
            return $"the versions before are not back: {failure.Message.TrimEnd('.')}";
        }
    }
}
