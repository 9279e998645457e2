namespace Shipkeeper.Engine.Planning;

/// <summary>Every kind of step this program can run, by name. A journal may hold any of them, so names are never reused.</summary>
public sealed class StepKinds(IEnumerable<IStepKind> kinds)
{
    private readonly Dictionary<string, IStepKind> _kinds = kinds.ToDictionary(kind => kind.Kind);

    /// <exception cref="ShipkeeperException">The step was planned by another version of Shipkeeper.</exception>
    public IStepKind Of(Step step) => _kinds.GetValueOrDefault(step.Kind) ?? throw PlanErrors.UnknownKind(step.Kind);

    /// <summary>Refuses, before anything changes, a plan that could not be run or taken back to its end.</summary>
    /// <exception cref="InvalidOperationException">The planner is at fault.</exception>
    public void Check(Plan plan)
    {
        MustKnow(plan);
        foreach (var (id, role, step) in plan.EnumerateSteps())
        {
            if (plan.Mode is OperationMode.Undo && role is not StageRole.CleanUp && !Of(step).CanUndo)
            {
                throw new InvalidOperationException($"Step {id} ({step.Kind}) cannot be undone, but its plan promises that.");
            }
        }

        if (!plan.Stages.Select(stage => stage.Role).SequenceEqual(plan.Stages.Select(stage => stage.Role).Order()))
        {
            throw new InvalidOperationException("The stages of the plan are not in the order of their roles.");
        }
    }

    /// <exception cref="ShipkeeperException">Some step was planned by another version of Shipkeeper.</exception>
    public void MustKnow(Plan plan)
    {
        foreach (var (_, _, step) in plan.EnumerateSteps())
        {
            _ = Of(step);
        }
    }
}
