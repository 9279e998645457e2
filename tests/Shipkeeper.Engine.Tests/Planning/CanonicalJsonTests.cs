using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Planning;

public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785, section 3.2.3.</summary>
    [Fact]
    public void Members_are_sorted_by_their_code_units()
    {
        const string Json = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;

        Assert.Equal(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
            + "\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
            Canonical(Json));
    }

    /// <summary>RFC 8785, section 3.2.2, without its numbers.</summary>
    [Fact]
    public void Texts_have_the_fewest_escapes() => Assert.Equal(
        """{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical("""{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"""));

    [Theory]
    [InlineData("""[ ]""", "[]")]
    [InlineData("""{ "b" : { } , "a" : [ 1 , 20 ] }""", """{"a":[1,20],"b":{}}""")]
    [InlineData("\"\\u007f\\u2028\\ue000\\b\\f\\t\"", "\"\u007f\u2028\ue000\\b\\f\\t\"")]
    public void Each_value_has_one_spelling(string json, string canonical) => Assert.Equal(canonical, Canonical(json));

    [Fact]
    public void The_order_of_members_white_space_and_escapes_do_not_matter() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var value = new RandomJson(seed).ToString(order: 1);
            var same = new RandomJson(seed).ToString(order: 2);
            var canonical = Canonical(value);

            Assert.Equal(canonical, Canonical(same));
            Assert.Equal(canonical, Canonical(canonical));
        }).QuickCheckThrowOnFailure();

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CanonicalJson.Write(document.RootElement);
    }

    /// <summary>One value for each seed, in a spelling for each order.</summary>
    private sealed class RandomJson(int seed)
    {
        private static readonly string[] Texts = ["", "a", "B", "é", "€", "\U0001F600", "\ufb33", "\u007f", "\n", "\"\\/", "<&>", "\u0001"];

        private readonly Random _value = new(seed);

        public string ToString(int order) => Write(depth: 0, new Random(order));

        private string Write(int depth, Random order) => Space(order) + (_value.Next(depth > 3 ? 4 : 6) switch
        {
            0 => "null",
            1 => "true",
            2 => _value.Next(-1000, 1000).ToString(),
            3 => Text(Texts[_value.Next(Texts.Length)], order),
            4 => $"[{string.Join(',', Enumerable.Range(0, _value.Next(4)).Select(_ => Write(depth + 1, order)))}{Space(order)}]",
            _ => Object(depth, order),
        }) + Space(order);

        private string Object(int depth, Random order)
        {
            var names = Texts.Where(_ => _value.Next(3) == 0).ToArray();
            var members = names.Select(name => $"{Space(order)}{Text(name, order)}{Space(order)}:{Write(depth + 1, order)}").ToArray();
            order.Shuffle(members);
            return $"{{{string.Join(',', members)}{Space(order)}}}";
        }

        private static string Space(Random order) => order.Next(5) switch { 0 => " ", 1 => "\n\t", _ => "" };

        private static string Text(string text, Random order)
        {
            var spelled = new StringBuilder("\"");
            var escapesAll = order.Next(2) == 0;
            foreach (var character in text)
            {
                var mustEscape = character is '"' or '\\' or < ' ';
                spelled.Append(mustEscape || escapesAll ? $"\\u{(int)character:x4}" : character.ToString());
            }

            return spelled.Append('"').ToString();
        }
    }
}
