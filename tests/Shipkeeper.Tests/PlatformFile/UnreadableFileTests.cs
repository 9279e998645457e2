namespace Shipkeeper.Tests.PlatformFile;

/// <summary>Texts of which no definition can be read at all.</summary>
public sealed class UnreadableFileTests
{
    [Fact]
    public void An_empty_file_is_shown_the_smallest_one() => Refused.With(
        "",
        "1:1: the file is empty; the smallest one is 'platform: <name>'");

    [Fact]
    public void A_file_of_comments_is_empty() => Refused.With(
        "# nothing yet\n",
        "1:1: the file is empty; the smallest one is 'platform: <name>'");

    [Fact]
    public void A_list_is_not_a_platform_file() => Refused.With(
        "- platform: blog\n",
        "1:1: must be a map of sections such as 'platform: blog', not a list");

    [Fact]
    public void A_broken_line_is_named_with_its_place() => Refused.With(
        """
        platform: blog
        layers: [postgres
        hooks: hooks
        """,
        "3:1: not valid YAML: this cannot be understood; is a bracket, a brace or a quote missing?");

    [Fact]
    public void A_tab_that_indents_is_called_a_tab() => Refused.With(
        "platform: blog\nlayers:\n\tinfrastructure: [postgres]\n",
        "3:1: a tab indents this line; YAML wants spaces");

    [Fact]
    public void A_second_document_is_refused() => Refused.With(
        """
        platform: blog
        ---
        platform: shop
        """,
        "2:1: a second document begins here; a platform file is one document, remove the '---'");

    [Fact]
    public void A_key_given_twice_is_reported_with_its_first_line() => Refused.With(
        """
        platform: blog
        hooks: hooks
        platform: shop
        """,
        "3:1: platform: given twice, first on line 1; keep one");

    [Fact]
    public void A_list_as_a_key_is_refused() => Refused.With(
        """
        ? [platform]
        : blog
        """,
        "1:3: a key must be a single word, not a list or a map");

    [Fact]
    public void A_tag_is_refused() => Refused.With(
        "platform: !!binary YmxvZw==\n",
        "1:11: platform: the tag 'tag:yaml.org,2002:binary' has no meaning here; remove it");

    [Fact]
    public void An_alias_without_an_anchor_is_refused() => Refused.With(
        "platform: *blog\n",
        "1:11: platform: the alias '*blog' has no anchor before it");

    [Fact]
    public void A_control_character_is_refused() => Refused.With(
        "platform: blog\nhooks: \u0007hooks\n",
        "2:8: a control character (U+0007) stands here; remove it");
}
