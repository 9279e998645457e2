using System.CommandLine;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Shipkeeper.BuiltIn;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Features.Modules;

/// <summary>Our side of the protocol of native modules: a built-in module in a process of its own.</summary>
internal sealed class HostBuiltInCommand : VerbCommand
{
    private const int Channel = 3;

    private readonly Argument<string> _module = new("module") { Description = "Which" };

    private readonly Argument<string> _verb = new("verb") { Description = "'check' changes nothing" };

    public HostBuiltInCommand(CommandLineContext context)
        : base("builtin", "Be a built-in module.")
    {
        Hidden = true;
        _verb.AcceptOnlyFromAmong(NativeModule.Check, NativeModule.Apply);
        Add(_module);
        Add(_verb);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var context = HostInput.Read();
        var config = context["config"]?.AsObject() ?? [];
        await using var channel = new FileStream(new SafeFileHandle(Channel, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        var run = new BuiltInRun(
            invocation.Value(_verb) == NativeModule.Apply,
            config.Deserialize(BuiltInJson.Default.JsonElement),
            new(context["directory"]?.GetValue<string>() ?? Environment.CurrentDirectory),
            line => Say(channel, new("log", line)));
        var time = invocation.Context.Time;
        Say(channel, await ResultAsync(() => BuiltInModules.Require(invocation.Value(_module)!, new ToolRunner(time), time).RunAsync(run, invocation.Stop), run));
        return ExitCode.Done;
    }

    private static async Task<NativeMessage> ResultAsync(Func<Task<bool>> runAsync, BuiltInRun run)
    {
        try
        {
            return new("result", Success: true, Changed: await runAsync());
        }
        catch (ShipkeeperException failure)
        {
            failure.Details.ToList().ForEach(run.Log);
            return new("result", Success: false, Error: failure.Message);
        }
    }

    private static void Say(FileStream channel, NativeMessage message)
    {
        lock (channel)
        {
            channel.Write([.. JsonSerializer.SerializeToUtf8Bytes(message, NativeJson.Default.NativeMessage), (byte)'\n']);
        }
    }
}
