using Shipkeeper.Features.Doctor.Checks;

namespace Shipkeeper.Tests.Features.Doctor;

public sealed class HooksCheckTests
{
    [Fact]
    public void A_name_that_is_nearly_that_of_a_moment_is_told() => Assert.Equal(
        [("hooks/before-aplication is never run: no moment has this name", "mv hooks/before-aplication hooks/before-application")],
        HooksCheck.FindMisspelt(["before-aplication", "before-application", "lib.sh", "README.md"], "hooks").Select(finding => (finding.Text, finding.Hint)));
}
