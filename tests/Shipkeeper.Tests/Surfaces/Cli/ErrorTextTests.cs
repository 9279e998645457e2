using Shipkeeper.Engine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class ErrorTextTests
{
    private static readonly ErrorCode Code = new("gate.closed", ErrorKind.Failed, "A layer was started.");

    [Fact]
    public void An_error_is_what_is_true_what_to_do_and_its_code() => Golden.Matches(
        ErrorText.Of(Code.Because(
            "'api' did not become good: HTTP 503 from /health for 2m.",
            "shipkeeper operations 01KAJ0W3N00000000000000000 --logs api",
            ["api: last reading: state running, http 503 from /health", "api | connection refused"])),
        "error.txt");

    [Fact]
    public void Words_of_others_cannot_write_over_the_error()
    {
        var text = ErrorText.Of(Code.Because("\e[2Jit \u202efailed", "run\rthis", ["\e]0;title\aline\nand another"]));

        Assert.Equal(
            """
            error: it failed
                line
                and another
              try: runthis
                   (gate.closed; 'shipkeeper explain gate.closed' says more)

            """,
            text);
    }

    [Fact]
    public void A_bug_says_so_and_keeps_its_stack_trace()
    {
        var text = ErrorText.OfBug(new InvalidOperationException("no such thing"), "1.2.3");

        Assert.StartsWith("error: this is a bug in Shipkeeper 1.2.3: System.InvalidOperationException: no such thing", text);
        Assert.Contains("try: run 'shipkeeper doctor'", text);
    }
}
