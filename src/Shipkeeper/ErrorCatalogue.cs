using Shipkeeper.Backups;
using Shipkeeper.Config;
using Shipkeeper.Database;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Hooks;
using Shipkeeper.Majors;
using Shipkeeper.Migrations;
using Shipkeeper.Moves;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.State;
using Shipkeeper.Steps;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Apt;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Cryptography;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Encryption;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Git;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Processes;
using Shipkeeper.Versions;
using Shipkeeper.Volumes;

namespace Shipkeeper;

/// <summary>Every error code there is: what <c>shipkeeper explain</c> and the reference page say.</summary>
internal static class ErrorCatalogue
{
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        .. new[]
        {
            PlanErrors.All, JournalErrors.All, ExecutionErrors.All, SessionErrors.All,
            FileErrors.All, HostLockErrors.All, ToolErrors.All, BcryptErrors.All, DockerErrors.All, RegistryErrors.All, ReachErrors.All, ComposeErrors.All, PostgresErrors.All,
            PlatformFileErrors.All, StateErrors.All, DefinitionErrors.All, ModelErrors.All, ServiceErrors.All, GateErrors.All, ConvergenceErrors.All, CliErrors.All,
            DatabaseErrors.All, MigrationErrors.All, HookErrors.All, ManifestErrors.All, ConfigErrors.All, ProvisionErrors.All, RequireConfigErrors.All,
            SnapshotErrors.All, MoveErrors.All, GitErrors.All, AptErrors.All, AgeErrors.All, BackupErrors.All, VolumeErrors.All, MajorErrors.All,
        }
        .Concat(FeatureList.All.Select(feature => feature.Errors))
        .SelectMany(codes => codes)
        .OrderBy(code => code.Name, StringComparer.Ordinal),
    ];

    public static ErrorCode? Find(string name) => All.FirstOrDefault(code => code.Name == name);
}
