using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

/// <summary>Whatever the file holds, the answer is a definition or the list of its mistakes.</summary>
public sealed class PlatformFileFuzzTests
{
    private const int Mutations = 500;

    private static readonly byte[] Good = File.ReadAllBytes(TestFiles.FullExample);

    private static readonly string[] Splinters =
        ["{", "}", "[", "]", ":", ": ", "- ", "\n", "\t", "\"", "'", "|", ">", "&a ", "*a", "!", "#", "?", "%", "---\n", "<<: ", "~", "0", "-1", "\0", "é", "\u2028"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_file_never_crashes_the_reader(int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < Mutations; number++)
        {
            var damaged = Damage(random);
            try
            {
                PlatformFileReader.Parse(damaged);
            }
            catch (ShipkeeperException refusal)
            {
                Assert.Equal("platform-file.invalid", refusal.Code.Name);
                Assert.NotEmpty(refusal.Details);
                Assert.All(refusal.Details, line => Assert.DoesNotContain('\n', line));
            }
            catch (Exception crash)
            {
                Assert.Fail($"{crash}\n--- the file:\n{Encoding.UTF8.GetString(damaged)}");
            }
        }
    }

    private static byte[] Damage(Random random)
    {
        var bytes = new List<byte>(Good);
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            DamageOnce(bytes, random);
        }

        return [.. bytes];
    }

    private static void DamageOnce(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1));
                break;
            case 2:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splinters[random.Next(Splinters.Length)]));
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at + 1, bytes.Count - at - 1);
                break;
            default:
                bytes.Reverse(at, length);
                break;
        }
    }
}
