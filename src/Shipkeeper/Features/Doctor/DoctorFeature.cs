using System.CommandLine;
using Shipkeeper.Features.Doctor.Checks;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Doctor;

/// <summary>Looks at everything a platform stands on, says what is wrong, and mends what it safely can.</summary>
internal sealed class DoctorFeature : IFeature
{
    /// <summary>In the order in which a person should read them: a cause before its effects.</summary>
    public static readonly IReadOnlyList<ICheck> Checks =
    [
        new EngineCheck(), new ComposeCheck(), new WritableCheck(), new SecretsCheck(), new SecretsModeCheck(), new StateFolderCheck(), new ModelCheck(),
        new DiskSpaceCheck(), new JournalCheck(), new UnfinishedCheck(), new DefinitionCheck(),
        new ReleaseImagesCheck(), new ManifestCheck(), new ServicesCheck(), new SchemaCheck(), new ConfigCheck(),
        new HooksCheck(), new GitCheck(), new BackupAgeCheck(),
    ];

    public IReadOnlyList<ErrorCode> Errors => DoctorErrors.All;

    public Command CreateCommand(CommandLineContext context) => new DoctorCommand(context);
}
