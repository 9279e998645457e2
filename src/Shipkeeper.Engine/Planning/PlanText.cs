using System.Text;

namespace Shipkeeper.Engine.Planning;

/// <summary>A plan as people and golden files read it: one line a step, <c>2.1 open-gate: because</c>.</summary>
public static class PlanText
{
    public static string Write(Plan plan)
    {
        var text = new StringBuilder();
        foreach (var (id, role, step) in plan.EnumerateSteps())
        {
            var mark = role is StageRole.Change ? "" : $" ({Name(role)})";
            text.Append($"{id} {step.Kind}{mark}: {step.Reason}\n");
        }

        return text.ToString();
    }

    private static string Name(StageRole role) => role is StageRole.CleanUp ? "clean-up" : role.ToString().ToLowerInvariant();
}
