using System.Reflection;
using Shipkeeper.Engine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Modules;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Architecture;

/// <summary>What is a list instead of a search at run time must be complete: error codes, step kinds.</summary>
public sealed class CatalogueTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] OurTypes =
        [.. new[] { typeof(Plan), typeof(RootedFiles), typeof(FeatureList) }.SelectMany(type => type.Assembly.GetTypes())];

    [Fact]
    public void Every_error_code_is_in_the_catalogue()
    {
        var codes = from type in OurTypes
                    from field in type.GetFields(Statics)
                    where field.FieldType == typeof(ErrorCode)
                    select ((ErrorCode)field.GetValue(null)!).Name;

        Assert.Equal(codes.Order(StringComparer.Ordinal), ErrorCatalogue.All.Select(code => code.Name));
    }

    [Fact]
    public void No_two_error_codes_have_one_name() =>
        Assert.Equal(ErrorCatalogue.All.Count, ErrorCatalogue.All.Select(code => code.Name).Distinct().Count());

    [Fact]
    public void An_error_code_has_a_name_in_kebab_case_and_a_paragraph() => Assert.All(ErrorCatalogue.All, code =>
    {
        Assert.Matches(@"\A[a-z]+(-[a-z]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?\z", code.Name);
        Assert.EndsWith(".", code.Meaning);
        Assert.InRange(code.Meaning.Length, 60, 600);
    });

    [Fact]
    public void Errors_are_made_in_files_of_errors() => Breaches.MustBeNone(
        from type in OurTypes
        where type.GetFields(Statics).Any(field => field.FieldType == typeof(ErrorCode)) && !type.Name.EndsWith("Errors", StringComparison.Ordinal)
        select type.FullName);

    /// <summary>A journal may hold any of these names for ever: one may come, none may go or change its meaning.</summary>
    [Fact]
    public void Step_kinds_keep_their_names()
    {
        using var folder = new TemporaryFolder();
        using var session = Samples.Session(Samples.Platform("platform: shop", directory: folder.Path));
        IReadOnlyList<IStepKind> kinds = [.. session.CreateStepKinds(), .. new ModuleSession(folder.Path, folder.Path, TimeProvider.System).CreateStepKinds(runner: null)];

        Assert.Equal(kinds.Count, kinds.Select(kind => kind.Kind).Distinct().Count());
        Assert.Equal(OurTypes.Where(IsStepKind).Select(type => type.Name).Order(), kinds.Select(kind => kind.GetType().Name).Order());
        Golden.Matches(string.Join('\n', kinds.Select(kind => kind.Kind).Order(StringComparer.Ordinal)), "step-kinds.txt");
    }

    private static bool IsStepKind(Type type) => typeof(IStepKind).IsAssignableFrom(type) && type is { IsAbstract: false, IsClass: true };
}
