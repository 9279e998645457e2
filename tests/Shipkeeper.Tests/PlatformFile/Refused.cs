using Shipkeeper.Engine;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

internal static class Refused
{
    /// <param name="problems">All of them in their order, each without the name of the file.</param>
    public static void With(string text, params string[] problems)
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => PlatformFileReader.Parse(text));

        Assert.Equal(("platform-file.invalid", ErrorKind.Usage), (refusal.Code.Name, refusal.Code.Kind));
        Assert.Equal(problems.Select(problem => $"shipkeeper.yaml:{problem}"), refusal.Details);
    }
}
