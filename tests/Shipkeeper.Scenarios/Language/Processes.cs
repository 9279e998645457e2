using System.Globalization;

namespace Shipkeeper.Scenarios.Language;

/// <summary>The processes of this machine, as /proc tells of them. What ends meanwhile, or is somebody else's secret, says nothing.</summary>
internal static class Processes
{
    public static IEnumerable<int> All =>
        Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => char.IsAsciiDigit(name[0])).Select(name => int.Parse(name, CultureInfo.InvariantCulture));

    /// <summary>Words with a zero byte behind each.</summary>
    public static string CommandOf(int process) => Read(process, "cmdline");

    public static IEnumerable<int> ChildrenOf(int parent) => All.Where(process => Read(process, "status").Contains($"\nPPid:\t{parent}\n", StringComparison.Ordinal));

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
