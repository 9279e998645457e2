using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Nobody but the owner can read <c>.env</c>.</summary>
internal sealed class SecretsModeCheck : ICheck
{
    public string Name => "mode of .env";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        var fix = new Fix("chmod 600 .env", () => session.Files.SetMode(Platform.SecretsFileName, RootedFiles.Private));
        return Task.FromResult<IReadOnlyList<Finding>>(
            [.. LayerOne.FindModeProblems(session.Platform).Select(problem => problem with { Fix = fix })]);
    }
}
