using Shipkeeper.Modules;

namespace Shipkeeper.Tests.Modules;

public sealed class ModuleOrderTests
{
    [Fact]
    public void Lower_priorities_run_first_and_equal_ones_in_the_order_of_the_names() =>
        Assert.Equal(["z", "a", "b"], Order([Module("b"), Module("a"), Module("z", priority: 10)]));

    [Fact]
    public void Of_a_group_the_member_runs_whose_service_is_active() =>
        Assert.Equal(["nginx"], Order([Module("apache", group: "web", order: 1, unit: "apache2"), Module("nginx", group: "web", order: 2, unit: "nginx")], "nginx"));

    [Fact]
    public void Of_several_that_are_active_the_preferred_one_runs() =>
        Assert.Equal(["apache"], Order([Module("nginx", group: "web", order: 2, unit: "nginx"), Module("apache", group: "web", order: 1, unit: "apache2")], "nginx", "apache2"));

    [Fact]
    public void Where_none_is_active_the_preferred_one_runs_and_that_is_said()
    {
        var order = ModuleOrder.Of([Module("nginx", group: "web", order: 2, unit: "nginx"), Module("apache", group: "web", order: 1)], new HashSet<string>());

        Assert.Equal("apache", Assert.Single(order.Modules).Name);
        Assert.Equal("group 'web': none of its services is active, so 'apache' runs, as its index says", Assert.Single(order.Warnings));
    }

    [Fact]
    public void A_member_that_runs_because_it_was_named_is_told()
    {
        ModuleIndex[] members = [Module("apache", group: "web", order: 1), Module("nginx", group: "web", order: 2)];
        var usual = ModuleOrder.Of(members, new HashSet<string>());

        Assert.Equal(
            ["module 'nginx' runs because it was named; of group 'web', 'apache' runs otherwise"],
            ModuleOrder.Of(members[1..], new HashSet<string>()).TellUnusual(usual));
        Assert.Empty(usual.TellUnusual(usual));
    }

    [Fact]
    public void A_group_of_one_needs_no_service() => Assert.Empty(ModuleOrder.Of([Module("only", group: "web", unit: "x")], new HashSet<string>()).Warnings);

    [Fact]
    public void What_is_no_name_of_a_unit_is_not_asked_for() =>
        Assert.Equal(["nginx.service"], ModuleOrder.ListUnits([Module("a", group: "web", unit: "nginx.service"), Module("b", group: "web", unit: "-x; rm"), Module("c", unit: "alone")]));

    private static IEnumerable<string> Order(IReadOnlyList<ModuleIndex> modules, params string[] active) =>
        ModuleOrder.Of(modules, active.ToHashSet()).Modules.Select(module => module.Name);

    private static ModuleIndex Module(string name, int priority = 100, string? group = null, int order = 99, string? unit = null) =>
        new(name, "1.0.0", "", true, priority, group, order, unit, null, null);
}
