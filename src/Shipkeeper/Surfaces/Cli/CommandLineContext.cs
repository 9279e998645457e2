using System.CommandLine;
using System.CommandLine.Parsing;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>What all commands share: the options that every one has, the streams, and the way to the platform.</summary>
internal sealed class CommandLineContext(IReadOnlyList<string> arguments, PatientWriter output, PatientWriter error, TimeProvider time)
{
    public Option<string?> Directory { get; } = new("-C")
    {
        Description = "The platform directory, or a folder below it; the working directory when left out",
        HelpName = "directory",
        Recursive = true,
    };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Say nothing but data and errors", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Say every step and reading", Recursive = true };

    /// <summary>Null where nobody sends signals.</summary>
    public StopSignals? Signals { get; init; }

    /// <summary>Where the engine listens; null for where the environment says.</summary>
    public EngineEndpoint? Endpoint { get; init; }

    /// <summary>Whether anything was changed, or may have been.</summary>
    public bool HasActed { get; set; }

    public IReadOnlyList<string> Arguments => arguments;

    public TimeProvider Time => time;

    public PatientWriter Output => output;

    public TextWriter Error => error;

    /// <summary>Why the platform file could not be read: then an unknown option may be one that it would have named.</summary>
    public ShipkeeperException? PeekFailure { get; private set; }

    public static Option<bool> JsonOption() => new("--json") { Description = "One JSON document on standard output; everything else on standard error" };

    /// <summary>Names of services, which a shell can complete from what is recorded.</summary>
    public Argument<string[]> ServicesArgument(string description)
    {
        var services = new Argument<string[]>("service") { Description = description, HelpName = "service", Arity = ArgumentArity.ZeroOrMore };
        services.CompletionSources.Add(completion => CompleteServices(completion.ParseResult));
        return services;
    }

    public Output CreateOutput(ParseResult parsed, bool json, CancellationToken stop)
    {
        var verbosity = parsed.GetValue(Quiet) ? Verbosity.Quiet : parsed.GetValue(Verbose) ? Verbosity.Verbose : Verbosity.Normal;
        return new(output, json ? error : output, new(Terminal.ShowsColour), verbosity)
        {
            Whereabouts = Whereabouts.Of(parsed),
            OnOperation = () =>
            {
                HasActed = true;
                return stop.Register(() => error.Write("stopping cleanly; once more ends this at once, and recovery does the rest\n"));
            },
        };
    }

    /// <summary>Connected at first use: what concerns files alone needs no engine.</summary>
    public Lazy<DockerEngine> Engine() => new(() => new(Endpoint ?? EngineEndpoint.FromEnvironment(), time));

    /// <exception cref="ShipkeeperException">There is no platform, one of its files is not valid, or it requires another version of Shipkeeper.</exception>
    public PlatformSession OpenPlatform(ParseResult parsed) => Open(parsed, PlatformLoader.Load, Engine());

    /// <summary>What is wrong with settings and secrets is shown, and no reason to do nothing.</summary>
    /// <inheritdoc cref="OpenPlatform"/>
    public PlatformSession OpenPlatformToLook(ParseResult parsed) => Open(parsed, PlatformLoader.LoadToLook, Engine());

    /// <summary>As the current release has it, whatever was done to the files on disk; before the first release as they are.</summary>
    /// <inheritdoc cref="OpenPlatform"/>
    public PlatformSession OpenReleased(ParseResult parsed) => Open(
        parsed,
        directory => new ReleaseStore(new(directory)) is var releases && releases.ReadCurrent() is { } current
            ? PlatformLoader.LoadReleased(directory, releases, current)
            : PlatformLoader.Load(directory),
        Engine());

    /// <summary>What is wrong with settings, secrets and the record of the release is shown, and no reason to show nothing else.</summary>
    /// <inheritdoc cref="OpenReleased"/>
    public PlatformSession OpenReleasedToLook(ParseResult parsed, Lazy<DockerEngine>? docker = null) => Open(parsed, LoadReleasedToLook, docker ?? Engine());

    private static Platform LoadReleasedToLook(string directory)
    {
        try
        {
            var releases = new ReleaseStore(new(directory));
            return releases.ReadCurrent() is { } current ? PlatformLoader.LoadReleasedToLook(directory, releases, current) : PlatformLoader.LoadToLook(directory);
        }
        catch (ShipkeeperException)
        {
            // Whatever asks for the release will say what is wrong with it.
            return PlatformLoader.LoadToLook(directory);
        }
    }

    public IEnumerable<string> CompleteServices(ParseResult parsed)
    {
        try
        {
            using var session = OpenPlatform(parsed);
            return session.Releases.ReadCurrent()?.Services.Keys ?? [];
        }
        catch (ShipkeeperException)
        {
            // Completion has nothing to say; the command itself will.
            return [];
        }
    }

    /// <summary>
    /// The platform file, for commands whose options come from it; null where there is none, or none that is valid: running the command
    /// then says so. Read only when <paramref name="verb"/> is asked for.
    /// </summary>
    public PlatformDefinition? PeekDefinition(string verb)
    {
        var words = Words();
        if (!words.Contains(verb))
        {
            return null;
        }

        try
        {
            var place = words.SkipWhile(word => word != "-C").Skip(1).FirstOrDefault() ?? ".";
            return PlatformFileReader.Read(Path.Combine(PlatformLoader.FindDirectory(place), Platform.DefinitionFile));
        }
        catch (ShipkeeperException failure)
        {
            PeekFailure = failure;
            return null;
        }
    }

    private PlatformSession Open(ParseResult parsed, Func<string, Platform> load, Lazy<DockerEngine> docker)
    {
        var platform = load(PlatformLoader.FindDirectory(parsed.GetValue(Directory) ?? "."));
        PlatformFileReader.RequireVersion(platform.Definition, ProgramVersion.Semantic);
        return new(platform, docker, time) { CommandLine = Tools.Processes.CommandLine.Of(["shipkeeper", .. Words()]) };
    }

    /// <summary>What was typed; for a completion the line so far, which stands behind <c>[suggest:N]</c> as one argument.</summary>
    private IReadOnlyList<string> Words() =>
        arguments is [['[', .. var directive], var line] && directive.StartsWith("suggest", StringComparison.Ordinal) ? [.. CommandLineParser.SplitCommandLine(line)] : arguments;
}
