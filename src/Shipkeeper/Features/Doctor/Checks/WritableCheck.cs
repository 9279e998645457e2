using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>This user may write where every change is journaled first.</summary>
internal sealed class WritableCheck : ICheck
{
    public string Name => "platform directory";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. new[] { ".", Platform.StateFolder }
            .Where(folder => session.Files.Exists(folder) && !session.Files.MayWrite(folder))
            .Select(folder => session.Files.Resolve(folder))
            .Select(folder => new Finding(DoctorErrors.ReadOnlyCode, Severity.Error, $"{folder} cannot be written to", $"ls -ld '{folder}'; findmnt --target '{folder}'")),
    ]);
}
