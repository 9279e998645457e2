using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Init;

/// <param name="Values">By variable.</param>
internal sealed record WriteSettingsInput(IReadOnlyDictionary<string, string> Values);

/// <summary>Sets variables in <c>settings.env</c>; the rest of the file stays as it is.</summary>
internal sealed class WriteSettings(RootedFiles files) : ForwardStepKind<WriteSettingsInput>(Name, InitJson.Default.WriteSettingsInput)
{
    private const string Name = "write-settings";

    public static Step Step(WriteSettingsInput input, string reason) => Engine.Planning.Step.Of(Name, input, InitJson.Default.WriteSettingsInput, reason);

    protected override Task<bool> IsDoneAsync(WriteSettingsInput input, StepScope scope, CancellationToken ct)
    {
        var file = Read();
        return Task.FromResult(input.Values.All(setting => file[setting.Key] == setting.Value));
    }

    protected override Task ApplyAsync(WriteSettingsInput input, StepScope scope, CancellationToken ct)
    {
        var file = input.Values.Aggregate(Read(), (result, setting) => result.With(setting.Key, setting.Value));
        files.Write(Platform.SettingsFileName, file.ToText(), RootedFiles.Readable);
        return Task.CompletedTask;
    }

    private EnvFile Read() => files.Read(Platform.SettingsFileName) is { } content ? EnvFile.Parse(content) : EnvFile.Empty;
}
