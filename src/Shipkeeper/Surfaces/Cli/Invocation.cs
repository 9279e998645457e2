using System.CommandLine;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>One command as it was given, and its way to the platform and to the person.</summary>
/// <param name="Stop">Asks for a clean end.</param>
internal sealed record Invocation(CommandLineContext Context, ParseResult Arguments, CancellationToken Stop)
{
    public T? Value<T>(Option<T> option) => Arguments.GetValue(option);

    public T? Value<T>(Argument<T> argument) => Arguments.GetValue(argument);

    public Output Output(bool json = false) => Context.CreateOutput(Arguments, json, Stop);

    /// <exception cref="ShipkeeperException">There is no platform, or one of its files is not valid.</exception>
    public PlatformSession OpenPlatform() => Context.OpenPlatform(Arguments);

    /// <inheritdoc cref="CommandLineContext.OpenReleased"/>
    public PlatformSession OpenReleased() => Context.OpenReleased(Arguments);

    /// <inheritdoc cref="CommandLineContext.OpenReleasedToLook"/>
    public PlatformSession OpenReleasedToLook() => Context.OpenReleasedToLook(Arguments);

    /// <summary>What is wrong with settings and secrets is shown, and no reason to show nothing else.</summary>
    /// <exception cref="ShipkeeperException">There is no platform, or its platform file is not valid.</exception>
    public PlatformSession OpenPlatformToLook() => Context.OpenPlatformToLook(Arguments);

    /// <summary>
    /// For a command that only looks: the engine is greeted while the files are read. Whatever changes something has to find its files good
    /// before it calls anybody.
    /// </summary>
    /// <exception cref="ShipkeeperException">There is no platform, or its platform file is not valid.</exception>
    public PlatformSession OpenReleasedAndEngine()
    {
        var docker = Context.Engine();
        _ = Task.Run(() => docker.Value.GreetAsync());
        return Context.OpenReleasedToLook(Arguments, docker);
    }
}
