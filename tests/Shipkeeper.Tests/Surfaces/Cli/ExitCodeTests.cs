using Shipkeeper.Engine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class ExitCodeTests
{
    /// <summary>The table that scripts rely on, whole: a new kind of failure needs a line here.</summary>
    [Fact]
    public void Each_kind_of_failure_has_the_exit_code_that_is_documented() => Assert.Equal(
        new Dictionary<ErrorKind, int>
        {
            [ErrorKind.Failed] = 1,
            [ErrorKind.Usage] = 2,
            [ErrorKind.Refused] = 3,
            [ErrorKind.RolledBack] = 4,
            [ErrorKind.NeedsPerson] = 5,
            [ErrorKind.Busy] = 6,
            [ErrorKind.Interrupted] = 130,
        },
        Enum.GetValues<ErrorKind>().ToDictionary(kind => kind, ExitCode.Of));

    [Fact]
    public void Done_is_zero_and_a_bug_is_none_of_the_others() => Assert.Equal((0, 70, 70), (ExitCode.Done, ExitCode.Bug, ExitCode.Of((ErrorKind)99)));
}
