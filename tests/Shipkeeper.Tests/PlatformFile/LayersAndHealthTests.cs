namespace Shipkeeper.Tests.PlatformFile;

public sealed class LayersAndHealthTests
{
    [Fact]
    public void A_service_in_two_layers_is_refused() => Refused.With(
        """
        platform: blog
        layers:
          infrastructure: [postgres, web]
          application: [web]
        """,
        "4:17: layers.application[0]: 'web' stands in layers.infrastructure[1] already; a service belongs to one layer, once");

    [Fact]
    public void A_service_twice_in_one_layer_is_refused() => Refused.With(
        """
        platform: blog
        layers: {infrastructure: [postgres, postgres]}
        """,
        "2:37: layers.infrastructure[1]: 'postgres' stands in layers.infrastructure[0] already; a service belongs to one layer, once");

    [Fact]
    public void What_the_layers_between_need_is_no_application() => Refused.With(
        """
        platform: blog
        layers: {application: [web, postgres]}
        database: {service: postgres}
        """,
        "2:29: layers.application[1]: 'postgres' is needed for schema or config, before the application starts; it belongs into layers.infrastructure");

    [Fact]
    public void A_probe_needs_one_way_to_look() => Refused.With(
        """
        platform: blog
        health: {web: {patience: 1m}}
        """,
        "2:10: health.web: needs exactly one of http, tcp, exec, and has none");

    [Fact]
    public void A_probe_has_only_one_way_to_look() => Refused.With(
        """
        platform: blog
        health: {web: {tcp: 80, exec: [true]}}
        """,
        "2:10: health.web: needs exactly one of http, tcp, exec, and has 2");

    [Fact]
    public void A_probe_over_http_needs_a_whole_address() => Refused.With(
        """
        platform: blog
        health: {web: {http: /health}}
        """,
        "2:22: health.web.http: must be an http or https address without a user name such as \"http://api:8000/health\", not this text");

    [Fact]
    public void An_address_with_a_password_is_refused() => Refused.With(
        """
        platform: blog
        health: {web: {http: 'http://admin:x@web/health'}}
        """,
        "2:22: health.web.http: must be an http or https address without a user name such as \"http://api:8000/health\", not this text");

    [Fact]
    public void Status_and_json_belong_to_http() => Refused.With(
        """
        platform: blog
        health: {web: {tcp: 80, status: 200, json: {status: ok}}}
        """,
        "2:33: health.web.status: belongs to 'http' only; remove it",
        "2:44: health.web.json: belongs to 'http' only; remove it");

    [Fact]
    public void A_port_is_a_number_up_to_65535() => Refused.With(
        """
        platform: blog
        health: {web: {tcp: 70000}}
        """,
        "2:21: health.web.tcp: must be a whole number from 1 to 65535, not '70000'");

    [Fact]
    public void A_command_is_a_list_of_words() => Refused.With(
        """
        platform: blog
        health: {web: {exec: 'pg_isready -U admin'}}
        """,
        "2:22: health.web.exec: must be a list of words (the program first) such as [pg_isready], not 'pg_isready -U admin'");

    [Fact]
    public void Patience_of_no_time_is_refused() => Refused.With(
        """
        platform: blog
        health: {web: {tcp: 80, patience: 0s}}
        """,
        "2:35: health.web.patience: must be a duration from 1s to 6h such as 30s, not '0s'");

    [Fact]
    public void A_backup_that_keeps_nothing_is_refused() => Refused.With(
        """
        platform: blog
        backup: {keep: {daily: 0, weekly: 0, monthly: 0}}
        """,
        "2:10: backup.keep: keeps no backup at all; one of daily, weekly and monthly must be 1 or more");
}
