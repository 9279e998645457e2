using System.CommandLine;
using Shipkeeper.BuiltIn;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class NewCommand : VerbCommand
{
    private readonly Argument<string> _module = new("module") { Description = "Its name: that of its folder" };

    private readonly Option<string> _language = new("--language") { Description = "What it is written in", HelpName = string.Join('|', ModuleSkeleton.Languages), DefaultValueFactory = _ => "sh" };

    private readonly Option<string> _path = new("--path") { Description = "The repository that it goes into", HelpName = "directory", DefaultValueFactory = _ => "." };

    public NewCommand(CommandLineContext context)
        : base(
            "new",
            "Write a first module, which passes its own test, into the folder 'modules' of a repository.",
            "shipkeeper modules new greeting",
            "shipkeeper modules new greeting --language python")
    {
        _language.AcceptOnlyFromAmong([.. ModuleSkeleton.Languages]);
        Add(_module);
        Add(_language);
        Add(_path);
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        var (module, path) = (invocation.Value(_module)!, Path.GetFullPath(invocation.Value(_path)!));
        if (BuiltInModules.Names.Contains(module))
        {
            throw ModuleErrors.BadName(module);
        }

        ModuleSkeleton.Write(Directory.Exists(path) ? new(path) : throw ModuleErrors.NoFolder(path), module, invocation.Value(_language)!);
        invocation.Output().News($"modules/{module}: written; 'modules/{module}/test' tests it");
        return ExitCode.Done;
    }
}
