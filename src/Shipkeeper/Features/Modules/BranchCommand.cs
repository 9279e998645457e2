using System.CommandLine;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Features.Modules;

internal sealed class BranchCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = ModuleOptions.InstalledModule();

    private readonly Argument<string?> _branch = new("branch")
    {
        Description = "The branch that it comes from, whatever the others do",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _usual = new("--usual") { Description = "Let it come from the branch of all others again" };

    public BranchCommand(CommandLineContext context)
        : base("branch", "Let a module come from a branch of its own.", "shipkeeper modules branch website beta", "shipkeeper modules branch website --usual")
    {
        Add(_module);
        Add(_branch);
        Add(_usual);
        _branch.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !GitNames.IsBranch(name))
            {
                result.AddError($"'{name}' is no name that a branch can have.");
            }
        });
        Validators.Add(result =>
        {
            if (result.GetValue(_usual) == (result.GetResult(_branch) is { Tokens.Count: > 0 }))
            {
                result.AddError("Give a branch, or --usual.");
            }
        });
        _options.AddTreeTo(this);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var (module, branch) = (invocation.Value(_module)!, invocation.Value(_branch));
        await IndexChange.MakeAsync(_options.Open(invocation), invocation.Output(), "modules branch", module, index => ModuleSwitch.Branch(index, branch), invocation.Stop);
        invocation.Output().News($"{module}: comes from {(branch is null ? "the branch of all others" : $"branch '{branch}'")} from the next run on");
        return ExitCode.Done;
    }
}
