using System.Reflection;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Architecture;

/// <summary>Who may know whom: docs/architecture.md as tests.</summary>
public sealed class DirectionTests
{
    private static readonly Assembly Engine = typeof(Plan).Assembly;
    private static readonly Assembly Tools = typeof(RootedFiles).Assembly;
    private static readonly Assembly Binary = typeof(FeatureList).Assembly;

    [Fact]
    public void The_engine_knows_nobody_of_ours() => Breaches.MustBeNone(OwnReferences(Engine));

    [Fact]
    public void The_tools_know_the_engine_alone() => Assert.Equal(["Shipkeeper.Engine"], OwnReferences(Tools));

    [Fact]
    public void The_engine_touches_no_file_no_process_no_network_and_no_console() => Breaches.MustBeNone(
        from type in TypeUses.WrittenIn(Engine)
        from used in TypeUses.Of(type)
        where used.FullName is "System.Console" or "System.IO.File" or "System.IO.Directory" or "System.IO.FileStream" or "System.IO.FileInfo" or "System.IO.DirectoryInfo" or "System.IO.RandomAccess"
            || used.Namespace is "System.Net" or "System.Net.Http" or "System.Net.Sockets"
            || used.FullName == "System.Diagnostics.Process"
        select $"{type} uses {used}");

    /// <summary>Each row: the part of the binary, and the parts that it must not know.</summary>
    [Theory]
    [InlineData("Model", "State Versions Database Migrations Hooks Config Health Steps Features Surfaces")]
    [InlineData("PlatformFile", "State Versions Database Migrations Hooks Config Health Steps Features Surfaces")]
    [InlineData("State", "Versions Database Migrations Hooks Config Health Steps Features Surfaces")]
    [InlineData("Versions", "Database Migrations Hooks Config Health Steps Features Surfaces")]
    [InlineData("Snapshots", "Migrations Hooks Config Health Steps Features Surfaces")]
    [InlineData("Database", "Snapshots Migrations Hooks Config Health Steps Features Surfaces")]
    [InlineData("Migrations", "Hooks Config Health Steps Features Surfaces")]
    [InlineData("Hooks", "Database Migrations Config Health Steps Features Surfaces")]
    [InlineData("Health", "Migrations Hooks Config Steps Features Surfaces")]
    [InlineData("Config", "Migrations Hooks Health Steps Features Surfaces")]
    [InlineData("Volumes", "Backups Majors Moves Database Migrations Hooks Config Health Steps Features Surfaces")]
    [InlineData("Steps", "Backups Moves Features Surfaces")]
    [InlineData("Moves", "Features Surfaces")]
    [InlineData("Backups", "Moves Features Surfaces")]
    [InlineData("BuiltIn", "PlatformFile Versions Database Migrations Hooks Config Health Steps Moves Backups Features Surfaces")]
    [InlineData("Modules", "BuiltIn PlatformFile State Versions Database Migrations Hooks Config Health Steps Moves Backups Features Surfaces")]
    [InlineData("Surfaces", "Features Steps Config Health")]
    public void Dependencies_point_down(string part, string others) => Breaches.MustBeNone(
        from type in TypeUses.WrittenIn(Binary)
        where IsIn(type, part)
        from used in TypeUses.Of(type)
        where others.Split(' ').Any(other => IsIn(used, other))
        select $"{type} uses {used}");

    [Fact]
    public void A_feature_does_not_know_another_feature() => Breaches.MustBeNone(
        from type in TypeUses.WrittenIn(Binary)
        where IsIn(type, "Features")
        from used in TypeUses.Of(type)
        where IsIn(used, "Features") && FeatureOf(type) != FeatureOf(used)
        select $"{type} uses {used}");

    [Fact]
    public void Only_the_list_of_features_knows_features_by_name() => Assert.Equal(
        ["Shipkeeper.FeatureList"],
        from type in TypeUses.WrittenIn(Binary)
        where !IsIn(type, "Features") && TypeUses.Of(type).Any(used => IsIn(used, "Features"))
        select type.FullName);

    [Fact]
    public void A_planner_asks_nobody() => Breaches.MustBeNone(
        from type in TypeUses.WrittenIn(Binary)
        where type.Name.EndsWith("Planner", StringComparison.Ordinal)
        from used in TypeUses.Of(type)
        where used == typeof(PlatformSession) || used == typeof(TimeProvider) || used.Assembly == Tools || used.Namespace == "System.IO" || used.FullName == "System.Console"
        select $"{type} uses {used}");

    private static IEnumerable<string> OwnReferences(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => name.StartsWith("Shipkeeper", StringComparison.OrdinalIgnoreCase));

    private static bool IsIn(Type type, string part) =>
        type.Assembly == Binary && $"{type.Namespace}.".StartsWith($"Shipkeeper.{part}.", StringComparison.Ordinal);

    private static string FeatureOf(Type type) => type.Namespace!.Split('.')[2];
}
