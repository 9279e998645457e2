using System.Text;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Modules;

/// <summary>The published binary as it would be with a higher version number: everything else in it is the same.</summary>
internal static class OtherVersion
{
    public static string Old { get; } = Program.OutputOf(Settings.Binary, "--version");

    public static string New { get; } = "9" + Old[1..];

    /// <summary>The version as the metadata of native code has it: twice the length, the text (the number format of NativeFormatWriter in dotnet/runtime).</summary>
    public static byte[] Read()
    {
        var program = File.ReadAllBytes(Settings.Binary);
        var written = Encoding.ASCII.GetBytes($"{(char)(Old.Length * 2)}{Old}");
        var places = 0;
        for (var rest = program.AsSpan(); rest.IndexOf(written) is >= 0 and var at; rest = rest[(at + written.Length)..])
        {
            rest[at + 1] = (byte)New[0];
            places++;
        }

        Assert.True(places > 0, $"{Settings.Binary} does not have the version {Old} in its metadata");
        return program;
    }
}
