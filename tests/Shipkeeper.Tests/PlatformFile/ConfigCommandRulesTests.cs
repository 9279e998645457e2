namespace Shipkeeper.Tests.PlatformFile;

/// <summary>A section that the platform file accepts is one that <c>shipkeeper config</c> can honour in every part.</summary>
public sealed class ConfigCommandRulesTests
{
    [Fact]
    public void No_section_is_named_like_the_list_of_sections() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          status: {fields: {a: {default: 1}}}
        """,
        "5:3: config.status: is what 'shipkeeper config' calls its list of sections; give the section another name");

    [Fact]
    public void No_option_is_one_that_every_section_has() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {show: {default: 1}, json: {option: --json}, help: {default: 1}, size: {option: --new-key}, loud: {option: --quiet}}}
        """,
        "5:21: config.limits.fields.show: is the option --show, which 'shipkeeper config limits' has itself; give it another name with 'option'",
        "5:41: config.limits.fields.json: is the option --json, which 'shipkeeper config limits' has itself; give it another name with 'option'",
        "5:65: config.limits.fields.help: is the option --help, which 'shipkeeper config limits' has itself; give it another name with 'option'",
        "5:85: config.limits.fields.size: is the option --new-key, which 'shipkeeper config limits' has itself; give it another name with 'option'",
        "5:112: config.limits.fields.loud: is the option --quiet, which 'shipkeeper config limits' has itself; give it another name with 'option'");

    [Fact]
    public void No_option_is_a_form_in_which_a_prompt_is_given() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          smtp: {fields: {api_key: {prompt: hidden}, a: {option: --api-key-stdin}, api_key_file: {default: x}}}
        """,
        "5:46: config.smtp.fields.a: is the option --api-key-stdin, by which 'api_key' is given; give it another name with 'option'",
        "5:76: config.smtp.fields.api_key_file: is the option --api-key-file, by which 'api_key' is given; give it another name with 'option'");

    [Fact]
    public void Defaults_do_not_depend_on_each_other_in_a_circle() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {a: {choices: [x], defaultBy: {b: {x: x}}}, b: {choices: [x], defaultBy: {a: {x: x}}}, c: {defaultBy: {a: {x: y}}}}}
        """,
        "5:47: config.ai.fields.a.defaultBy.b: goes round in a circle: 'a' depends on 'b', which depends on 'a' in turn",
        "5:90: config.ai.fields.b.defaultBy.a: goes round in a circle: 'b' depends on 'a', which depends on 'b' in turn");

    [Fact]
    public void A_default_is_within_the_limits() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {a: {type: integer, minimum: 10, default: 3}, b: {minimum: 4, default: abc}, c: {maximumBytes: 3, default: äö}}}
        """,
        "5:62: config.limits.fields.a.default: '3' is below 10",
        "5:91: config.limits.fields.b.default: 'abc' is shorter than 4 characters",
        "5:127: config.limits.fields.c.default: it is longer than 3 bytes in UTF-8");

    [Fact]
    public void A_value_is_not_generated_where_none_is_wanted() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          admin: {fields: {a: {prompt: hidden, generate: 24, default: x}, b: {prompt: hidden, generate: 24, choices: [x]}}}
        """,
        "5:50: config.admin.fields.a.generate: makes a value that is never wanted beside 'default'; keep one",
        "5:97: config.admin.fields.b.generate: makes a value that is never wanted beside 'choices'; keep one");

    [Fact]
    public void A_required_argument_has_no_default() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {provider: {argument: required, default: x}}}
        """,
        "5:38: config.ai.fields.provider.argument: is required, so its default is never used; write 'argument: optional', or remove the default");

    [Fact]
    public void A_provisioned_section_that_writes_needs_its_read() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          garage:
            fields: {key: {store: plain}}
            write: insert into keys values (@key)
            provision: {service: garage, command: [/boot], output: {key: 'Key: (\\S+)'}}
        """,
        "5:3: config.garage.read: is missing; a provisioned section with 'write' needs the query that says whether it is set");

    [Fact]
    public void What_a_service_does_not_make_needs_no_person() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          garage:
            fields:
              key: {store: plain}
              zone: {argument: required}
              secret: {store: fernet, with: ENCRYPTION_KEY}
              password: {prompt: hidden, store: bcrypt, generate: 24}
              salt: {prompt: hidden, store: fernet, with: ENCRYPTION_KEY, generate: 24}
              size: {type: integer}
            provision: {service: garage, command: [/boot], output: {key: 'Key: (\\S+)'}}
        """,
        "8:7: config.garage.fields.zone: needs a value, and 'provision' makes none; add it to 'output', or give it a 'default'",
        "9:7: config.garage.fields.secret: needs a value, and 'provision' makes none; add it to 'output', or give it a 'default'",
        "10:7: config.garage.fields.password: would be hashed before anybody has seen what was generated; add it to 'output' of 'provision', or remove 'generate'");

    [Fact]
    public void What_write_names_is_a_field_and_every_field_is_used() => Refused.With(
        """
        platform: blog
        database: {service: postgres}
        config:
          users:
            fields: {name: {argument: required}, mail: {default: x}, kind: {choices: [a]}, role: {defaultBy: {kind: {a: b}}}}
            write: insert into users values (@nmae, @role, '@quoted') -- @comment
        """,
        "4:3: config.users.write: there is no field 'nmae' in this section; did you mean 'name'?",
        "5:14: config.users.fields.name: is not used: 'write' has no @name",
        "5:42: config.users.fields.mail: is not used: 'write' has no @mail");

    [Fact]
    public void Write_runs_in_a_transaction_and_read_is_one_query() => Refused.With(
        """
        platform: blog
        database: {service: postgres}
        config:
          users:
            fields: {name: {argument: required}}
            write: |
              begin;
              insert into users values (@name);
              copy users from stdin; commit
            read: select 1; select 2
        """,
        "4:3: config.users.read: has 2 statements; it must be one query",
        "4:3: config.users.write: line 1: begins or ends a transaction; it runs in one already",
        "4:3: config.users.write: line 3: COPY takes or gives its data through a client such as psql",
        "4:3: config.users.write: line 3: begins or ends a transaction; it runs in one already");

    [Fact]
    public void SQL_that_never_ends_is_found_before_it_is_needed() => Refused.With(
        """
        platform: blog
        database: {service: postgres}
        config:
          users:
            fields: {name: {argument: required}}
            write: |
              insert into users
              values (@name, 'never ended)
            read: -- nothing but a comment
        """,
        "4:3: config.users.read: has no statement",
        "4:3: config.users.write: line 2: a quote or comment begins here and never ends");

    [Fact]
    public void What_follows_from_a_mistake_is_not_told_beside_it() => Refused.With(
        """
        platform: blog
        database: {service: postgres}
        config:
          users:
            fields: {Name: {argument: required}}
            write: insert into users values (@name)
            read: ''
        """,
        "5:14: config.users.fields.Name: the key must be the name of a field (a-z, 0-9 and _) such as max_tokens",
        "7:11: config.users.read: must be an SQL statement such as select count(*) from users, not ''");
}
