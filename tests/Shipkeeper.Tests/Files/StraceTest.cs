namespace Shipkeeper.Tests.Files;

/// <summary>
/// Calls that fail and processes that die in a call, in a child under strace. A child a case takes seconds in all: the inner loop leaves
/// these out by their trait.
/// </summary>
[Trait("Needs", "strace")]
public abstract class StraceTest : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    protected StraceTest() => Assert.SkipUnless(Strace.IsThere, "strace is not installed");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
