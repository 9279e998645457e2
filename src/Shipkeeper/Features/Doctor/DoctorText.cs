using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Doctor;

/// <summary>What the doctor found, as people read it. Pure.</summary>
internal static class DoctorText
{
    public static IEnumerable<string> Lines(IEnumerable<CheckResult> results, Style style)
    {
        foreach (var result in results)
        {
            yield return $"{(result.Findings.Count == 0 ? style.Good("ok") : style.Bad("!!"))}  {result.Check}";
            foreach (var finding in result.Findings)
            {
                yield return $"      {finding.Text} ({finding.Code})";
                yield return $"        try: {(finding.Fix is null ? finding.Hint : "shipkeeper doctor --fix")}";
            }
        }
    }
}
