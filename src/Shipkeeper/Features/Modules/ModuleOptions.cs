using System.CommandLine;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary>Where modules are, and where they come from: what the commands about modules have in common.</summary>
internal sealed class ModuleOptions
{
    public const string UsualPath = "/var/local/lib/updates";

    private readonly Option<string> _path = new("--path")
    {
        Description = "The module tree",
        HelpName = "directory",
        DefaultValueFactory = _ => UsualPath,
    };

    private readonly Option<string?> _cache = new("--cache")
    {
        Description = "Where the copy of the repository is kept, a private folder; "
            + "/var/cache/shipkeeper/modules when left out, for others than root ~/.cache/shipkeeper/modules",
        HelpName = "directory",
    };

    private readonly Option<string?> _repository = new("--repository") { Description = "The git repository; what the index of the tree says when left out", HelpName = "address" };

    private readonly Option<string?> _branch = new("--branch") { Description = "Its branch; what the index of the tree says when left out", HelpName = "branch" };

    private readonly Option<string[]> _only = new("--only") { Description = "These modules and no others", HelpName = "module", AllowMultipleArgumentsPerToken = true };

    private readonly Option<string?> _signers = new("--signers")
    {
        Description = "Take commits only that somebody of this file has signed: allowed signers of ssh-keygen",
        HelpName = "file",
    };

    private readonly Option<bool> _noNew = new("--no-new") { Description = "Leave modules alone that are not installed yet" };

    private readonly Option<bool> _retry = new("--retry") { Description = "Also code that failed before" };

    public static Argument<string> InstalledModule() => new("module") { Description = "A module that is installed" };

    /// <summary>What is empty is most often a variable that was never set: taken for no name at all, it would mean every module.</summary>
    public ModuleOptions()
    {
        _only.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Split(',').Any(string.IsNullOrWhiteSpace)))
            {
                result.AddError("--only names modules, and one of its names is empty.");
            }
        });
        foreach (var option in new Option[] { _path, _cache, _repository, _branch, _signers })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                {
                    result.AddError($"{option.Name} is empty.");
                }
            });
        }
    }

    public void AddTreeTo(Command command) => command.Add(_path);

    public void AddTo(Command command)
    {
        AddTreeTo(command);
        command.Add(_cache);
        command.Add(_repository);
        command.Add(_branch);
        command.Add(_signers);
        command.Add(_only);
        command.Add(_noNew);
        command.Add(_retry);
    }

    /// <summary>A manifest is run as it stands, from its first line to its last.</summary>
    public void ExcludeWith(Option<bool> legacy, Command command, params Option[] others) => command.Validators.Add(result =>
    {
        if (result.GetResult(legacy) is not null && ((Option[])[_only, _noNew, _retry, .. others]).FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } excluded)
        {
            result.AddError($"--legacy takes what a manifest.json names as a whole, so it excludes {excluded.Name}.");
        }
    });

    /// <exception cref="ShipkeeperException"><c>modules.no-tree</c>, <c>modules.bad-tree</c></exception>
    public ModuleSession Open(Invocation invocation)
    {
        var path = Path.GetFullPath(invocation.Value(_path)!);
        ModuleTree.Require(path);
        return Create(invocation, path);
    }

    /// <summary>Makes the tree where somebody says what comes into it.</summary>
    /// <inheritdoc cref="Open"/>
    public ModuleSession OpenOrMake(Invocation invocation) => invocation.Value(_repository) is null ? Open(invocation) : Make(invocation);

    /// <summary>A tree that is not there yet is empty, where somebody says what would come into it.</summary>
    /// <inheritdoc cref="Open"/>
    public ModuleSession OpenToLook(Invocation invocation) =>
        invocation.Value(_repository) is null || Path.Exists(invocation.Value(_path)) ? Open(invocation) : Create(invocation, Path.GetFullPath(invocation.Value(_path)!));

    /// <exception cref="ShipkeeperException"><c>modules.bad-tree</c></exception>
    public ModuleSession Make(Invocation invocation)
    {
        var path = Path.GetFullPath(invocation.Value(_path)!);
        ModuleTree.Make(path);
        return Create(invocation, path);
    }

    public ModuleRequest RequestOf(Invocation invocation) => new(
        AddressOf(invocation), invocation.Value(_branch), NamesOf(invocation), !invocation.Value(_noNew), invocation.Value(_retry),
        invocation.Value(_signers) is { } signers ? Path.GetFullPath(signers) : null);

    /// <summary>Git would look for a folder from its copy, and not from where the person stands.</summary>
    private string? AddressOf(Invocation invocation) => invocation.Value(_repository) is { } address && Directory.Exists(address) ? Path.GetFullPath(address) : invocation.Value(_repository);

    private IReadOnlyList<string> NamesOf(Invocation invocation) => [.. (invocation.Value(_only) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries))];

    private ModuleSession Create(Invocation invocation, string path) =>
        new(path, invocation.Value(_cache) is { } cache ? Path.GetFullPath(cache) : ModuleCache.UsualFolder, invocation.Context.Time);
}
