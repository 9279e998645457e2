using System.Text;

namespace Shipkeeper.Modules;

/// <summary>Files that are part of the program: Python sources, skeletons, wrappers.</summary>
internal static class EmbeddedFile
{
    public static IEnumerable<string> ListNames() => typeof(EmbeddedFile).Assembly.GetManifestResourceNames();

    public static byte[] Read(string name)
    {
        using var source = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[source.Length];
        source.ReadExactly(content);
        return content;
    }

    public static string ReadText(string name) => Encoding.UTF8.GetString(Read(name));
}
