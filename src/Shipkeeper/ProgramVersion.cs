using System.Reflection;

namespace Shipkeeper;

/// <summary>Which Shipkeeper this is.</summary>
internal static class ProgramVersion
{
    /// <summary>A semantic version.</summary>
    public static readonly string Text = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
