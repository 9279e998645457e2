using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

public sealed class ComposeAndSettingsTests
{
    [Fact]
    public void A_condition_on_an_unknown_setting_is_refused() => Refused.With(
        """
        platform: blog
        compose: {files: [{file: a.yaml, when: {moed: dev}}]}
        settings: {mode: [production, dev]}
        """,
        "2:41: compose.files[0].when.moed: there is no setting 'moed'; did you mean 'mode'?");

    [Fact]
    public void A_condition_without_any_settings_is_refused() => Refused.With(
        """
        platform: blog
        compose: {files: [{file: a.yaml, when: {mode: dev}}]}
        """,
        "2:41: compose.files[0].when.mode: there is no setting 'mode'; none is declared");

    [Fact]
    public void A_condition_on_a_value_that_never_occurs_is_refused() => Refused.With(
        """
        platform: blog
        compose: {files: [{file: a.yaml, when: {mode: [dev, prodution]}}]}
        settings: {mode: [production, dev]}
        """,
        "2:53: compose.files[0].when.mode[1]: the setting 'mode' is never 'prodution'; did you mean 'production'?");

    [Fact]
    public void A_conditional_file_needs_its_path() => Refused.With(
        """
        platform: blog
        compose: {files: [{when: {mode: dev}}]}
        settings: {mode: [production, dev]}
        """,
        "2:19: compose.files[0].file: is missing: a path inside the platform directory; add for example 'file: compose.yaml'");

    [Fact]
    public void A_file_that_is_listed_twice_is_refused() => Refused.With(
        """
        platform: blog
        compose: {files: [compose.yaml, ./compose.yaml]}
        """,
        "2:33: compose.files[1]: 'compose.yaml' is listed already, on line 2; list every file once");

    [Fact]
    public void A_list_of_no_files_is_refused() => Refused.With(
        """
        platform: blog
        compose: {files: []}
        """,
        "2:18: compose.files: must be a list of Compose files such as [compose.yaml], but is empty");

    [Fact]
    public void An_absolute_compose_file_is_refused() => Refused.With(
        """
        platform: blog
        compose: {files: [/etc/compose.yaml]}
        """,
        "2:19: compose.files[0]: must be a path inside the platform directory such as compose.yaml, not '/etc/compose.yaml'");

    [Fact]
    public void A_path_out_of_the_platform_directory_is_refused_everywhere() => Refused.With(
        """
        platform: blog
        compose: {files: [../compose.yaml]}
        database: {service: db, migrations: {directory: schema/../../x}}
        versions: ~/versions.json
        hooks: 'hooks\run'
        backup: {include: {files: [/etc/passwd]}}
        """,
        "2:19: compose.files[0]: must be a path inside the platform directory such as compose.yaml, not '../compose.yaml'",
        "3:49: database.migrations.directory: must be a path inside the platform directory such as schema/migrations, not 'schema/../../x'",
        "4:11: versions: must be a path inside the platform directory such as versions.json, not '~/versions.json'",
        "5:8: hooks: must be a path inside the platform directory such as hooks, not 'hooks\\run'",
        "6:28: backup.include.files[0]: must be a path inside the platform directory such as uploads, not '/etc/passwd'");

    [Fact]
    public void A_setting_needs_a_name_that_becomes_a_variable() => Refused.With(
        """
        platform: blog
        settings: {Public-Host: [a, b]}
        """,
        "2:12: settings.Public-Host: the key must be the name of a setting (a-z, 0-9 and _) such as images");

    [Fact]
    public void A_setting_with_nothing_to_choose_is_refused() => Refused.With(
        """
        platform: blog
        settings: {mode: []}
        """,
        "2:18: settings.mode: must be a list of values (the first is the default) such as [production], but is empty");

    [Fact]
    public void A_setting_without_default_and_question_is_refused() => Refused.With(
        """
        platform: blog
        settings: {hostname: {pattern: '^[a-z]+$'}}
        """,
        "2:12: settings.hostname: needs a default, or a question to ask: {ask: \"…\"}");

    [Fact]
    public void A_pattern_that_is_no_regular_expression_is_refused() => Refused.With(
        """
        platform: blog
        settings: {hostname: {pattern: '[a-z', default: localhost}}
        """,
        "2:32: settings.hostname.pattern: must be a regular expression such as \"^[a-z]+$\", not '[a-z'");

    [Fact]
    public void A_pattern_that_would_run_for_ever_matches_nothing()
    {
        var setting = new SettingDefinition("hostname", [], null, @"^(a+)+$", "a", default);

        Assert.True(setting.Accepts("aaa"));
        Assert.False(setting.Accepts(new string('a', 60) + "!"));
    }

    [Fact]
    public void A_default_that_its_own_pattern_refuses_is_refused() => Refused.With(
        """
        platform: blog
        settings: {hostname: {pattern: '^[a-z]+$', default: host-1}}
        """,
        "2:53: settings.hostname.default: does not match the pattern '^[a-z]+$' of its own setting");

    [Fact]
    public void A_setting_and_a_secret_cannot_be_the_same_variable() => Refused.With(
        """
        platform: blog
        settings: {token: [a, b]}
        secrets: {TOKEN: {generate: hex}}
        """,
        "2:12: settings.token: is the variable TOKEN for Compose, which is a secret of that name too; rename one");
}
