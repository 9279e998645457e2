namespace Shipkeeper.Tests.PlatformFile;

/// <summary>Keys and single values.</summary>
public sealed class KeyTests
{
    [Fact]
    public void A_mistyped_key_is_answered_with_the_nearest_one() => Refused.With(
        """
        platform: blog
        setings: {}
        """,
        "2:1: setings: unknown key; did you mean 'settings'?");

    [Fact]
    public void An_unknown_key_far_from_all_others_is_answered_with_the_known_ones() => Refused.With(
        """
        platform: blog
        layers: {frontend: [web]}
        """,
        "2:10: layers.frontend: unknown key; known: infrastructure, application");

    [Fact]
    public void A_file_without_a_platform_is_told_to_name_it() => Refused.With(
        "hooks: hooks\n",
        "1:1: platform: is missing: a Compose project name (a-z, 0-9, - and _, at most 63); add for example 'platform: knowledge-graph'");

    [Fact]
    public void A_key_without_a_value_is_told_what_to_write() => Refused.With(
        """
        platform:
        layers:
        """,
        "1:10: platform: must be a Compose project name (a-z, 0-9, - and _, at most 63) such as knowledge-graph, but is empty",
        "2:8: layers: must be a map with infrastructure and application such as {infrastructure: [postgres]}, but is empty");

    [Fact]
    public void A_list_where_a_text_belongs_is_refused() => Refused.With(
        "platform: [blog]\n",
        "1:11: platform: must be a Compose project name (a-z, 0-9, - and _, at most 63) such as knowledge-graph, not a list");

    [Fact]
    public void A_text_where_a_map_belongs_is_refused_without_repeating_it() => Refused.With(
        """
        platform: blog
        secrets: {TOKEN: hunter2}
        """,
        "2:18: secrets.TOKEN: must be a map with generate, ask or from such as {generate: token}, not a text");

    [Fact]
    public void A_map_where_a_list_belongs_is_refused() => Refused.With(
        """
        platform: blog
        layers: {infrastructure: {postgres: true}}
        """,
        "2:26: layers.infrastructure: must be a list of service names such as [api], not a map");

    [Fact]
    public void A_word_that_is_not_among_the_choices_is_answered_with_the_nearest() => Refused.With(
        """
        platform: blog
        upgrade: {stop: applicaton, snapshot: maybe}
        """,
        "2:17: upgrade.stop: must be one of application, none, not 'applicaton'; did you mean 'application'?",
        "2:39: upgrade.snapshot: must be one of auto, clone, dump, none, not 'maybe'");

    [Fact]
    public void A_toggle_is_true_or_false() => Refused.With(
        """
        platform: blog
        health: {web: {tcp: 80, required: yes}}
        """,
        "2:35: health.web.required: must be true or false, not 'yes'");

    [Fact]
    public void A_number_outside_its_range_is_refused() => Refused.With(
        """
        platform: blog
        upgrade: {keep: {releases: 0}}
        """,
        "2:28: upgrade.keep.releases: must be a whole number from 1 to 100, not '0'");

    [Fact]
    public void A_text_where_a_number_belongs_is_refused() => Refused.With(
        """
        platform: blog
        backup: {keep: {daily: many}}
        """,
        "2:24: backup.keep.daily: must be a whole number from 0 to 3650, not 'many'");

    [Fact]
    public void A_duration_needs_its_unit() => Refused.With(
        """
        platform: blog
        upgrade: {bake: 30}
        """,
        "2:17: upgrade.bake: must be a duration from 0s to 24h such as 30s, not '30'");

    [Fact]
    public void A_duration_outside_its_range_is_refused() => Refused.With(
        """
        platform: blog
        upgrade: {bake: 48h}
        """,
        "2:17: upgrade.bake: must be a duration from 0s to 24h such as 30s, not '48h'");

    [Fact]
    public void A_name_that_Compose_would_not_take_is_refused() => Refused.With(
        "platform: My Blog\n",
        "1:11: platform: must be a Compose project name (a-z, 0-9, - and _, at most 63) such as knowledge-graph, not 'My Blog'");

    [Fact]
    public void A_range_that_is_no_range_is_refused() => Refused.With(
        """
        platform: blog
        requires: newer than 1
        """,
        "2:11: requires: must be a version range such as \">=0.4.2 <0.6\", not 'newer than 1'");

    [Fact]
    public void All_mistakes_are_reported_at_once_from_top_to_bottom() => Refused.With(
        """
        platform: Blog
        upgrade:
          bake: soon
          snapshots: 2
        health:
          web: {}
        backup: {directory: ../outside}
        """,
        "1:11: platform: must be a Compose project name (a-z, 0-9, - and _, at most 63) such as knowledge-graph, not 'Blog'",
        "3:9: upgrade.bake: must be a duration from 0s to 24h such as 30s, not 'soon'",
        "4:3: upgrade.snapshots: unknown key; did you mean 'snapshot'?",
        "6:3: health.web: needs exactly one of http, tcp, exec, and has none",
        "7:21: backup.directory: must be a path (absolute, or inside the platform directory) such as /mnt/backups, not '../outside'");

    [Fact]
    public void A_long_value_is_cut_and_stays_on_one_line() => Refused.With(
        "platform: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\nb\"\n",
        "1:11: platform: must be a Compose project name (a-z, 0-9, - and _, at most 63) such as knowledge-graph, not 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'");
}
