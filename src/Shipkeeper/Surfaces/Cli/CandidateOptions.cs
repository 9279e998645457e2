using System.CommandLine;
using System.CommandLine.Parsing;
using Shipkeeper.Model;
using Shipkeeper.Moves;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>By which a person says what to move to: what <c>plan</c>, <c>update</c> and <c>upgrade</c> have in common.</summary>
internal sealed class CandidateOptions
{
    private readonly Option<ReleaseSource?> _to = new("--to")
    {
        Description = "Where the files come from: git:<branch, tag or commit>, bundle:<image>, or files, those on disk",
        HelpName = "source",
        CustomParser = ParseSource,
    };

    private readonly Option<string?> _version = new("--version") { Description = "The version of all that is released together", HelpName = "version" };

    private readonly Option<IReadOnlyDictionary<string, WantedImage>?> _services = new("--service")
    {
        Description = "Put one service on an image, and move nothing else",
        HelpName = "service=image",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ParseServices,
    };

    public void AddTo(Command command)
    {
        command.Add(_to);
        command.Add(_version);
        command.Add(_services);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_services) is not null && (result.GetResult(_to) is not null || result.GetResult(_version) is not null))
            {
                result.AddError("--service moves nothing else, so it excludes --to and --version.");
            }
        });
    }

    public MoveRequest Of(Invocation invocation) => MoveRequest.Upgrade with
    {
        To = invocation.Value(_to),
        Version = invocation.Value(_version),
        Services = invocation.Value(_services) ?? new Dictionary<string, WantedImage>(),
    };

    private static ReleaseSource? ParseSource(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var (kind, name) = text.Split(':', 2) is [var before, var after] ? (before, after) : (text, "");
        if (ReleaseSource.Of(kind, name) is not { } source)
        {
            result.AddError($"--to is git:<branch, tag or commit>, bundle:<image> or files, and not '{text}'.");
            return null;
        }

        return source;
    }

    private static Dictionary<string, WantedImage> ParseServices(ArgumentResult result)
    {
        var services = new Dictionary<string, WantedImage>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } service, var image] || !ImageReference.TryParse(image, out _))
            {
                result.AddError($"--service is <service>=<image>, and not '{text}'.");
            }
            else if (!services.TryAdd(service, new(image)))
            {
                result.AddError($"--service names '{service}' more than once.");
            }
        }

        return services;
    }
}
