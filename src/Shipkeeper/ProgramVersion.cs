using System.Reflection;
using NuGet.Versioning;

namespace Shipkeeper;

/// <summary>Which Shipkeeper this is.</summary>
internal static class ProgramVersion
{
    /// <summary>A semantic version.</summary>
    public static readonly string Text = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static SemanticVersion Semantic => SemanticVersion.Parse(Text);
}
