using System.Text;
using NuGet.Versioning;
using Shipkeeper.PlatformFile.Rules;
using Shipkeeper.PlatformFile.Sections;
using Shipkeeper.PlatformFile.Shapes;
using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile;

/// <summary>Reads <c>shipkeeper.yaml</c> completely, or says everything that is wrong with it.</summary>
internal static class PlatformFileReader
{
    public const string FileName = "shipkeeper.yaml";

    /// <exception cref="Engine.ShipkeeperException">platform-file.missing, platform-file.unreadable, platform-file.invalid</exception>
    public static PlatformDefinition Read(string path) => Parse(ReadBytes(path), Path.GetFileName(path));

    /// <param name="fileName">For messages.</param>
    /// <exception cref="Engine.ShipkeeperException">platform-file.invalid</exception>
    public static PlatformDefinition Parse(string text, string fileName = FileName) => Parse(Encoding.UTF8.GetBytes(text), fileName);

    /// <inheritdoc cref="Parse(string, string)"/>
    public static PlatformDefinition Parse(ReadOnlySpan<byte> bytes, string fileName = FileName)
    {
        var problems = new Problems();
        var platform = Document.Read(bytes, problems) is { } root ? Define(root, problems) : null;
        return platform is null || problems.Count > 0 ? throw PlatformFileErrors.Invalid(fileName, problems.Sorted()) : platform;
    }

    /// <exception cref="Engine.ShipkeeperException">platform-file.version</exception>
    public static void RequireVersion(PlatformDefinition platform, SemanticVersion running)
    {
        if (!platform.Requires.Contains(running))
        {
            throw PlatformFileErrors.WrongVersion(platform.Requires, running);
        }
    }

    /// <param name="services">The services of the resolved Compose model.</param>
    /// <exception cref="Engine.ShipkeeperException">platform-file.unknown-service</exception>
    public static void RequireServices(PlatformDefinition platform, IReadOnlySet<string> services, string fileName = FileName)
    {
        if (ServiceRules.CheckServices(platform, services) is { Count: > 0 } problems)
        {
            throw PlatformFileErrors.UnknownServices(fileName, problems);
        }
    }

    private static PlatformDefinition Define(Node root, Problems problems)
    {
        var platform = PlatformSection.Shape.Read(Spot.Root(root, problems));
        PlatformRules.Check(platform, problems);
        return platform;
    }

    /// <summary>One byte more than is allowed at most: enough to see that the file is too large.</summary>
    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[SourceText.MaximumBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes[..length];
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PlatformFileErrors.Missing(path);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw PlatformFileErrors.Unreadable(path, reason);
        }
    }
}
