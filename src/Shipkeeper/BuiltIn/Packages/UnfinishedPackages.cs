using Shipkeeper.Tools.Apt;

namespace Shipkeeper.BuiltIn.Packages;

/// <summary>What an interrupted dpkg has left: nothing else can be installed before it is finished.</summary>
internal static class UnfinishedPackages
{
    /// <summary>What cannot be finished may be by a newer version: only the end decides.</summary>
    /// <returns>Whether there was anything to finish.</returns>
    public static async Task<bool> FinishAsync(AptTool apt, BuiltInRun run, CancellationToken ct)
    {
        if (await apt.AuditAsync(ct) is not { Count: > 0 } faults)
        {
            return false;
        }

        faults.ToList().ForEach(run.Log);
        try
        {
            await (run.Applies ? apt.RepairAsync() : Task.CompletedTask);
        }
        catch (ShipkeeperException failure) when (failure.Code == AptErrors.FailedCode)
        {
            run.Log(failure.Message);
        }

        return true;
    }
}
