namespace Shipkeeper.Tools.Docker;

/// <summary>The labels by which Compose, and so we, know whose a container is. Never its name.</summary>
public static class ComposeLabels
{
    public const string Project = "com.docker.compose.project";
    public const string Service = "com.docker.compose.service";
    public const string Number = "com.docker.compose.container-number";
    public const string ConfigHash = "com.docker.compose.config-hash";
    public const string OneOff = "com.docker.compose.oneoff";
    public const string Role = "shipkeeper.role";

    public static string Is(string label, string value) => $"{label}={value}";
}
