using System.CommandLine;
using Shipkeeper.BuiltIn;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class SwitchCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = ModuleOptions.InstalledModule();

    private readonly Argument<string?> _component = new("component") { Description = "One of its components", Arity = ArgumentArity.ZeroOrOne };

    private readonly bool _on;

    public SwitchCommand(CommandLineContext context, string name, string description, bool on)
        : base(name, description, $"shipkeeper modules {name} backup", $"shipkeeper modules {name} website redirects")
    {
        _on = on;
        _module.Description += on ? $", or one of {string.Join(", ", BuiltInModules.Names)}, which are built in" : "";
        Add(_module);
        Add(_component);
        _options.AddTreeTo(this);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var (module, component) = (invocation.Value(_module)!, invocation.Value(_component));
        // A built-in module needs nobody's repository, and no tree that is there already.
        var isBuiltIn = _on && BuiltInModules.Names.Contains(module);
        var session = isBuiltIn ? _options.Make(invocation) : _options.Open(invocation);
        await IndexChange.MakeAsync(
            session,
            invocation.Output(),
            $"modules {Name}",
            module,
            index => component is null ? ModuleSwitch.Module(index, _on)
                : ModuleSwitch.Component(index, component, _on) ?? throw ModuleErrors.NoSuchComponent(module, component, [.. ModuleSwitch.ListComponents(index).Select(known => known.Name)]),
            invocation.Stop,
            before: isBuiltIn ? () => BuiltInFolder.Make(session.Tree, BuiltInModules.Require(module, session.ToolRunner, session.Time)) : null);
        invocation.Output().News($"{module}{(component is null ? "" : $", {component}")}: {(_on ? "enabled" : "disabled")}");
        return ExitCode.Done;
    }
}
