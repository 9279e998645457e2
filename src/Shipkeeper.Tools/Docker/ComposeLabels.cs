namespace Shipkeeper.Tools.Docker;

/// <summary>The labels by which Compose, and so we, know whose a container is. Never its name.</summary>
public static class ComposeLabels
{
    public const string Project = "com.docker.compose.project";
    public const string Service = "com.docker.compose.service";
    public const string Number = "com.docker.compose.container-number";
    public const string ConfigHash = "com.docker.compose.config-hash";
    public const string OneOff = "com.docker.compose.oneoff";

    /// <summary>The folder of its compose files, on the host.</summary>
    public const string WorkingDirectory = "com.docker.compose.project.working_dir";

    /// <summary>Ours: changes with what Compose copies into a container when it makes it, which its own hash does not tell.</summary>
    public const string Content = "shipkeeper.content";

    public const string Role = "shipkeeper.role";

    /// <summary>What finds the containers of a service, without those of <c>docker compose run</c>.</summary>
    public static IReadOnlyList<string> OfService(string project, string service) => [Is(Project, project), Is(Service, service), Is(OneOff, "False")];

    public static string Is(string label, string value) => $"{label}={value}";
}
