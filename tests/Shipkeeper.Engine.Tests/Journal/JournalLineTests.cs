using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Engine.Tests.Journal;

public sealed class JournalLineTests
{
    private const string Line =
        """{"number":7,"at":"2026-03-01T12:00:00+00:00","event":"step-failed","step":"2.1","facts":{"code":"start.gate-closed","message":"'web' said \"no\"\nfor 5 s é 😀"},"previous":"0000000000000000000000000000000000000000000000000000000000000000"}""";

    private static readonly JournalRecord Record = new(
        7,
        new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        JournalEvent.StepFailed,
        "2.1",
        new Dictionary<string, string> { ["code"] = "start.gate-closed", ["message"] = "'web' said \"no\"\nfor 5 s é 😀" },
        JournalLine.Origin);

    [Fact]
    public void A_line_has_exactly_these_bytes() => Assert.Equal(Line.Replace("😀", "\\uD83D\\uDE00"), Encoding.UTF8.GetString(JournalLine.Write(Record)));

    [Fact]
    public void What_is_not_there_is_not_written() => Assert.Equal(
        """{"number":1,"at":"2026-03-01T12:00:00.125+00:00","event":"planned","previous":"00"}""",
        Encoding.UTF8.GetString(JournalLine.Write(new(1, Record.At.AddMilliseconds(125), JournalEvent.Planned, null, null, "00"))));

    [Fact]
    public void Every_record_is_read_as_it_was_written() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var record = Draw(new Random(seed));
            var line = JournalLine.Write(record);
            var read = JournalLine.Read(line);

            Assert.DoesNotContain((byte)'\n', line);
            Assert.Equal(record with { Facts = null }, read with { Facts = null });
            Assert.Equal(record.Facts, read.Facts);
            Assert.Equal(line, JournalLine.Write(read));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_event_has_a_name_of_its_own_in_kebab_case() => Assert.All(Enum.GetValues<JournalEvent>(), name =>
    {
        var line = JournalLine.Write(Record with { Event = name });

        Assert.Matches("\"event\":\"[a-z]+(-[a-z]+)*\"", Encoding.UTF8.GetString(line));
        Assert.Equal(name, JournalLine.Read(line).Event);
    });

    [Fact]
    public void Fields_that_a_newer_version_wrote_are_left_aside() =>
        Assert.Equal(7, Read(Line.Replace("\"number\"", "\"colour\":{\"deep\":[1,null]},\"number\"")).Number);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    [InlineData("\"number\":7", "\"number\":NaN")]
    [InlineData("\"number\":7", "\"number\":1e999")]
    [InlineData("\"number\":7", "\"number\":99999999999999999999")]
    [InlineData("\"number\":7", "\"number\":7,\"number\":8")]
    [InlineData("\"number\":7,", "")]
    [InlineData("\"event\":\"step-failed\"", "\"event\":3")]
    [InlineData("\"event\":\"step-failed\"", "\"event\":99")]
    [InlineData("\"event\":\"step-failed\"", "\"event\":\"3\"")]
    [InlineData("\"event\":\"step-failed\"", "\"event\":\"step-forgotten\"")]
    [InlineData("\"step\":\"2.1\",", "")]
    [InlineData("\"2.1\"", "\"second\"")]
    [InlineData("\"2.1\"", "\"\\ud800\"")]
    [InlineData("\"start.gate-closed\"", "\"\\ud800\"")]
    [InlineData("\"start.gate-closed\"", "\"\\udc00\\ud800\"")]
    [InlineData("\"code\"", "\"\\ud800\"")]
    [InlineData("\"code\"", "\"message\"")]
    [InlineData("\"facts\":", "\"\\ud800\":1,\"facts\":")]
    [InlineData("2026-03-01T12", "2026-13-01T12")]
    [InlineData("2026-03-01T12", "12026-03-01T12")]
    [InlineData("\"previous\":\"0", "\"previous\":null,\"x\":\"0")]
    [InlineData("0\"}", "0\"}{}")]
    [InlineData("0\"}", "0\"}x")]
    [InlineData("0\"}", "0\"")]
    public void A_damaged_line_is_told_as_such(string part, string? damaged = null) =>
        Assert.Throws<JsonException>(() => Read(damaged is null ? part : Damage(part, damaged)));

    [Fact]
    public void A_line_that_is_nested_without_end_is_told_as_such() =>
        Assert.Throws<JsonException>(() => Read(Damage("\"facts\":", $"\"deep\":{new string('[', 100_000)},\"facts\":")));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_told_as_such() =>
        Assert.Throws<JsonException>(() => JournalLine.Read([.. "{\"number\":7,\"previous\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

    [Fact]
    public void No_damage_is_anything_but_a_damaged_line() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var line = Encoding.UTF8.GetBytes(Line);
            for (var count = random.Next(1, 5); count > 0; count--)
            {
                line[random.Next(line.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : "{}[]\",:\\u01-"u8[random.Next(12)];
            }

            ReadOrTell(line[..random.Next(line.Length + 1)]);
            ReadOrTell(line);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static JournalRecord Read(string line) => JournalLine.Read(Encoding.UTF8.GetBytes(line));

    private static void ReadOrTell(byte[] line)
    {
        try
        {
            JournalLine.Write(JournalLine.Read(line));
        }
        catch (JsonException)
        {
            // The one way to say that a line is damaged.
        }
    }

    private static string Damage(string part, string damaged)
    {
        Assert.Contains(part, Line);
        return Line.Replace(part, damaged);
    }

    private static JournalRecord Draw(Random random)
    {
        var text = new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(1, 0xD800))]);
        return Record with
        {
            Number = random.NextInt64(),
            At = Record.At.AddTicks(random.NextInt64(1L << 50)),
            Event = (JournalEvent)random.Next(Enum.GetValues<JournalEvent>().Length),
            Facts = random.Next(3) == 0 ? null : new Dictionary<string, string> { ["message"] = text, [text] = "" },
        };
    }
}
