namespace Shipkeeper.Tests.Architecture;

internal static class Breaches
{
    /// <summary>Names every one, where an assertion on a collection would cut the list short.</summary>
    public static void MustBeNone(IEnumerable<string?> breaches)
    {
        var found = breaches.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
