using System.CommandLine;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class SwitchCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = new("module") { Description = "A module that is installed" };

    private readonly Argument<string?> _component = new("component") { Description = "One of its components", Arity = ArgumentArity.ZeroOrOne };

    private readonly bool _on;

    public SwitchCommand(CommandLineContext context, string name, string description, bool on)
        : base(name, description, $"shipkeeper modules {name} backup", $"shipkeeper modules {name} website redirects")
    {
        _on = on;
        Add(_module);
        Add(_component);
        _options.AddTreeTo(this);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var (module, component) = (invocation.Value(_module)!, invocation.Value(_component));
        await ModuleSettings.ChangeAsync(
            _options.Open(invocation),
            invocation.Output(),
            $"modules {Name}",
            module,
            index => component is null ? ModuleSwitch.Module(index, _on)
                : ModuleSwitch.Component(index, component, _on) ?? throw ModuleErrors.NoSuchComponent(module, component, ModuleSwitch.ListComponents(index)),
            invocation.Stop);
        invocation.Output().News($"{module}{(component is null ? "" : $", {component}")}: {(_on ? "enabled" : "disabled")}");
        return ExitCode.Done;
    }
}
