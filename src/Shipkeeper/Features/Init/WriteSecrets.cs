using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Features.Init;

internal sealed record WriteSecretsInput(IReadOnlyList<string> Keys);

/// <summary>Adds secrets to <c>.env</c>, generated or just entered. A value that is there already is kept, unless a person entered another.</summary>
internal sealed class WriteSecrets(PlatformSession session, EnteredSecrets entered) : ForwardStepKind<WriteSecretsInput>(Name, InitJson.Default.WriteSecretsInput)
{
    private const string Name = "write-secrets";

    public static Step Step(WriteSecretsInput input, string reason) => Engine.Planning.Step.Of(Name, input, InitJson.Default.WriteSecretsInput, reason);

    protected override Task<bool> IsDoneAsync(WriteSecretsInput input, StepScope scope, CancellationToken ct)
    {
        var file = Read();
        return Task.FromResult(input.Keys.All(key => !string.IsNullOrEmpty(file[key]) && (entered.Find(key) ?? file[key]) == file[key]));
    }

    protected override Task ApplyAsync(WriteSecretsInput input, StepScope scope, CancellationToken ct)
    {
        var file = input.Keys.Aggregate(Read(), Complete);
        session.Files.Write(Platform.SecretsFileName, file.ToText());
        return Task.CompletedTask;
    }

    private EnvFile Complete(EnvFile file, string key) =>
        entered.Find(key) is { } value ? file.With(key, value)
        : string.IsNullOrEmpty(file[key]) ? file.With(key, SecretGeneration.Generate((SecretOrigin.Generated)session.Platform.Definition.Secrets[key].Origin))
        : file;

    private EnvFile Read() => session.Files.Read(Platform.SecretsFileName) is { } content ? EnvFile.Parse(content) : EnvFile.Empty;
}
