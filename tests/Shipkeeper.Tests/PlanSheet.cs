using System.Text;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Tests;

/// <summary>A plan as golden files have it: what people read of each step, and below it what the step is given.</summary>
internal static class PlanSheet
{
    public static string Of(Plan plan)
    {
        Assert.Equal(plan.ComputeHash(), Plan.FromJson(plan.ToCanonicalJson()).ComputeHash());
        var sheet = new StringBuilder();
        foreach (var (id, _, step) in plan.EnumerateSteps())
        {
            sheet.Append($"{id} {step.Kind}: {step.Reason}\n      {step.Input.GetRawText()}\n");
        }

        return sheet.Length == 0 ? "nothing to do\n" : sheet.ToString();
    }
}
