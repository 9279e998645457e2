using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules;

/// <summary>What is remembered of a module, or of the Shipkeeper of a tree, in a file of its own.</summary>
internal static class ModuleRecord
{
    /// <returns>Null where there is none; one that somebody has broken says nothing.</returns>
    public static T? Read<T>(RootedFiles files, string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return files.Read(path) is { } content ? JsonSerializer.Deserialize(content, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Write<T>(RootedFiles files, string path, T record, JsonTypeInfo<T> type)
    {
        files.CreateFolder(Path.GetDirectoryName(path)!);
        files.Write(path, JsonSerializer.SerializeToUtf8Bytes(record, type));
    }
}
