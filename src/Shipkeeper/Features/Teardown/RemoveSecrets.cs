using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Teardown;

internal sealed record RemoveSecretsInput(string Platform);

/// <summary>Removes <c>.env</c>.</summary>
internal sealed class RemoveSecrets(PlatformSession session) : ForwardStepKind<RemoveSecretsInput>(Name, TeardownJson.Default.RemoveSecretsInput)
{
    private const string Name = "remove-secrets";

    public static Step Step(RemoveSecretsInput input, string reason) => Engine.Planning.Step.Of(Name, input, TeardownJson.Default.RemoveSecretsInput, reason);

    protected override Task<bool> IsDoneAsync(RemoveSecretsInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(!session.Files.Exists(Platform.SecretsFileName));

    protected override Task ApplyAsync(RemoveSecretsInput input, StepScope scope, CancellationToken ct)
    {
        session.Files.Remove(Platform.SecretsFileName);
        return Task.CompletedTask;
    }
}
