using FsCheck;
using FsCheck.Fluent;
using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Engine.Tests.Execution;

public sealed class OperationIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_sort_in_the_order_in_which_they_were_given_however_the_clock_jumps() =>
        Prop.ForAll(Gen.Choose(-100_000, 100_000).ListOf().ToArbitrary(), jumps =>
        {
            var ids = new List<string> { OperationId.Next(Noon, last: null) };
            foreach (var jump in jumps)
            {
                ids.Add(OperationId.Next(Noon.AddMilliseconds(jump), ids[^1]));
            }

            Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.All(ids, id => Assert.True(OperationId.IsValid(id)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_id_tells_its_time() => Assert.Equal(Noon, OperationId.TimeOf(OperationId.Next(Noon, last: null)));

    [Fact]
    public void Many_ids_of_one_millisecond_still_sort()
    {
        var ids = new List<string>();
        for (var count = 0; count < 1000; count++)
        {
            ids.Add(OperationId.Next(Noon, ids.LastOrDefault()));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../../../etc/passw")]
    [InlineData("01jz0000000000000000000000")]
    [InlineData("01JZ000000000000000000000")]
    [InlineData("01JZ000000000000000000000U")]
    [InlineData("81JZ0000000000000000000000")]
    public void Anything_else_is_no_id(string text) => Assert.False(OperationId.IsValid(text));
}
