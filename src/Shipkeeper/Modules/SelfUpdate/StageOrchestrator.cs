using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules.SelfUpdate;

/// <param name="Copy">Our copy of the repository.</param>
internal sealed record StageOrchestratorInput(OrchestratorOffer Offer, string Copy, string Commit);

/// <summary>
/// Writes a new version beside the one that is used, and lets it report. It does so before anything leads to it: whatever is wrong with it, and whenever
/// the power goes, what is used is a version that works.
/// </summary>
internal sealed class StageOrchestrator(ModuleSession session) : StepKind<StageOrchestratorInput>(Name, ModulesJson.Default.StageOrchestratorInput)
{
    private const string Name = "stage-orchestrator";
    private const int LargestProgram = 256 << 20;

    public override bool CanUndo => true;

    public static Step Step(StageOrchestratorInput input) =>
        Engine.Planning.Step.Of(Name, input, ModulesJson.Default.StageOrchestratorInput, $"Shipkeeper {input.Offer.Version}, beside the one that is used");

    /// <summary>Only its report says so.</summary>
    protected override Task<bool> IsDoneAsync(StageOrchestratorInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(StageOrchestratorInput input, StepScope scope, CancellationToken ct)
    {
        var offer = input.Offer;
        session.Versions.Stage(offer.Version, await ReadAsync(input, ct));
        await OrchestratorReport.RequireAsync(session.ToolRunner, session.Versions.Resolve(offer.Version), offer.Version, session.Tree.Root, ct);
    }

    protected override Task UndoAsync(StageOrchestratorInput input, StepScope scope, CancellationToken ct)
    {
        session.Versions.Drop(input.Offer.Version);
        return Task.CompletedTask;
    }

    private async Task<byte[]> ReadAsync(StageOrchestratorInput input, CancellationToken ct)
    {
        var entries = await session.Git.ListAsync(input.Copy, input.Commit, [input.Offer.File], ct);
        var entry = entries.FirstOrDefault(entry => entry.Path == input.Offer.File && entry.Kind is GitEntryKind.File or GitEntryKind.Program)
            ?? throw SelfUpdateErrors.Bad($"the repository has no file '{input.Offer.File}'");
        if (entry.Bytes > LargestProgram)
        {
            throw SelfUpdateErrors.Bad($"'{input.Offer.File}' is larger than {LargestProgram >> 20} MiB");
        }

        byte[] program = [];
        await session.Git.ReadAsync(input.Copy, [entry], (_, content) => program = content, ct);
        return Sha256Text.Of(program) == input.Offer.Sha256
            ? program
            : throw SelfUpdateErrors.Bad($"'{input.Offer.File}' does not have the SHA-256 sum that the index says");
    }
}
