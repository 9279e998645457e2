using System.CommandLine;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Features.Modules;

internal sealed class BranchCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = ModuleOptions.InstalledModule();

    private readonly Argument<string> _branch = new("branch") { Description = "The branch that it comes from, whatever the others do" };

    public BranchCommand(CommandLineContext context)
        : base("branch", "Let a module come from a branch of its own.", "shipkeeper modules branch website beta")
    {
        Add(_module);
        Add(_branch);
        _branch.Validators.Add(result =>
        {
            if (!GitNames.IsBranch(result.Tokens[0].Value))
            {
                result.AddError($"'{result.Tokens[0].Value}' is no name that a branch can have.");
            }
        });
        _options.AddTreeTo(this);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var (module, branch) = (invocation.Value(_module)!, invocation.Value(_branch)!);
        await IndexChange.MakeAsync(_options.Open(invocation), invocation.Output(), "modules branch", module, index => ModuleSwitch.Branch(index, branch), invocation.Stop);
        invocation.Output().News($"{module}: comes from branch '{branch}' from the next run on");
        return ExitCode.Done;
    }
}
