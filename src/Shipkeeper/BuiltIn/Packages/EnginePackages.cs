using Shipkeeper.Tools.Apt;

namespace Shipkeeper.BuiltIn.Packages;

/// <summary>The packages of the Docker engine and of Compose, as Docker and as Debian and Ubuntu name them.</summary>
internal static class EnginePackages
{
    private static readonly HashSet<string> Names =
    [
        "docker-ce", "docker-ce-cli", "docker-ce-rootless-extras", "docker-compose-plugin", "docker-buildx-plugin", "docker-model-plugin", "containerd.io",
        "docker.io", "docker-cli", "docker-compose", "docker-compose-v2", "docker-buildx", "containerd", "runc",
    ];

    public static bool Contain(PackageChange change) => Names.Contains(change.Name.Split(':')[0]);
}
