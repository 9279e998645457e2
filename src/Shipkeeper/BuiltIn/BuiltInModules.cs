using Shipkeeper.BuiltIn.Disk;
using Shipkeeper.BuiltIn.DockerPackages;
using Shipkeeper.BuiltIn.Packages;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.BuiltIn;

/// <summary>The modules that are part of Shipkeeper.</summary>
internal static class BuiltInModules
{
    public static IReadOnlyList<string> Names { get; } = [DiskSpace.ModuleName, DockerEngineModule.ModuleName, OsPackages.ModuleName];

    private static IReadOnlyList<IBuiltInModule> All(IToolRunner tools, TimeProvider time) => [new DiskSpace(tools, time), new DockerEngineModule(tools, time), new OsPackages(tools)];

    /// <exception cref="ShipkeeperException"><c>modules.no-built-in</c></exception>
    public static IBuiltInModule Require(string name, IToolRunner tools, TimeProvider time) =>
        All(tools, time).FirstOrDefault(module => module.Name == name) ?? throw BuiltInErrors.NoBuiltIn(name, Names);
}
