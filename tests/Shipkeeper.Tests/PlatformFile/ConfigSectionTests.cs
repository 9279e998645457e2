namespace Shipkeeper.Tests.PlatformFile;

public sealed class ConfigSectionTests
{
    [Fact]
    public void Config_needs_a_database() => Refused.With(
        """
        platform: blog
        config: {limits: {fields: {size: {default: 1}}}}
        """,
        "2:10: config.limits: config is kept in the database, and the file has no 'database' section; add one");

    [Fact]
    public void A_section_needs_fields() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {summary: Limits}
        """,
        "5:3: config.limits.fields: is missing: a map of fields by name; add for example 'fields: {max_tokens: {argument: required}}'");

    [Fact]
    public void A_section_that_writes_needs_its_read() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits:
            required: true
            fields: {size: {type: integer}}
            write: insert into limits values (@size)
        """,
        "5:3: config.limits.read: is missing; a required section with 'write' needs the query that says whether it is set");

    [Fact]
    public void A_section_that_reads_needs_its_write() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {size: {type: integer}}, read: select 1}
        """,
        "5:51: config.limits.read: needs 'write' beside it; without both the section lives in Shipkeeper's own table, which needs no query");

    [Fact]
    public void A_field_has_one_form() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {size: {argument: required, option: --size}}}
        """,
        "5:56: config.limits.fields.size.option: is one form too many beside 'argument'; a field is an argument, an option or a prompt");

    [Fact]
    public void An_option_begins_with_two_dashes() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {size: {option: size}}}
        """,
        "5:36: config.limits.fields.size.option: must be a command line option such as --max-tokens, not 'size'");

    [Fact]
    public void An_unknown_type_is_answered_with_the_known_ones() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {size: {type: int}}}
        """,
        "5:34: config.limits.fields.size.type: must be one of text, integer, boolean, not 'int'");

    [Fact]
    public void A_default_has_the_type_of_its_field() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {size: {type: integer, default: big}}}
        """,
        "5:52: config.limits.fields.size.default: 'big' is not of type integer");

    [Fact]
    public void A_default_is_among_the_choices() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {provider: {choices: [openai, ollama], default: olama}}}
        """,
        "5:64: config.ai.fields.provider.default: 'olama' is not among the choices; did you mean 'ollama'?");

    [Fact]
    public void Choices_have_the_type_of_their_field() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          limits: {fields: {size: {type: integer, choices: [1, two]}}}
        """,
        "5:52: config.limits.fields.size.choices: 'two' is not of type integer");

    [Fact]
    public void A_default_by_another_field_needs_that_field() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {provider: {choices: [a, b]}, model: {defaultBy: {provdier: {a: x}}}}}
        """,
        "5:66: config.ai.fields.model.defaultBy.provdier: there is no other field 'provdier' in this section; did you mean 'provider'?");

    [Fact]
    public void A_default_by_another_field_needs_its_choices() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {provider: {argument: required}, model: {defaultBy: {provider: {a: x}}}}}
        """,
        "5:69: config.ai.fields.model.defaultBy.provider: the field 'provider' has no 'choices' to depend on; add them");

    [Fact]
    public void A_default_by_another_field_names_its_choices() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {provider: {choices: [openai, ollama]}, model: {defaultBy: {provider: {openia: x}}}}}
        """,
        "5:76: config.ai.fields.model.defaultBy.provider.openia: 'openia' is not a choice of 'provider'; did you mean 'openai'?");

    [Fact]
    public void A_default_depends_on_one_field() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {a: {choices: [x]}, b: {choices: [x]}, model: {defaultBy: {a: {x: 1}, b: {x: 2}}}}}
        """,
        "5:74: config.ai.fields.model.defaultBy: must name exactly one field, and names 2");

    [Fact]
    public void A_field_has_one_kind_of_default() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          ai: {fields: {a: {choices: [x]}, model: {default: m, defaultBy: {a: {x: 1}}}}}
        """,
        "5:67: config.ai.fields.model.defaultBy: is one default too many beside 'default'; keep one");

    [Fact]
    public void An_unknown_store_is_answered_with_the_known_ones() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          admin: {fields: {password: {prompt: hidden, store: md5}}}
        """,
        "5:54: config.admin.fields.password.store: must be one of plain, bcrypt, fernet, not 'md5'");

    [Fact]
    public void Fernet_needs_a_key() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          api: {fields: {key: {prompt: hidden, store: fernet}}}
        """,
        "5:18: config.api.fields.key.with: is missing; 'store: fernet' needs the secret that holds the key: 'with: ENCRYPTION_KEY'");

    [Fact]
    public void A_key_without_fernet_is_refused() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          api: {fields: {key: {prompt: hidden, with: ENCRYPTION_KEY}}}
        """,
        "5:46: config.api.fields.key.with: belongs to 'store: fernet' only; remove it");

    [Fact]
    public void The_key_of_fernet_is_a_secret_that_exists() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          api: {fields: {key: {prompt: hidden, store: fernet, with: ENCRYPTON_KEY}}}
        """,
        "5:61: config.api.fields.key.with: there is no secret 'ENCRYPTON_KEY'; did you mean 'ENCRYPTION_KEY'?");

    [Fact]
    public void The_key_of_fernet_is_a_fernet_key() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          api: {fields: {key: {prompt: hidden, store: fernet, with: HEX_KEY}}}
        """,
        "5:61: config.api.fields.key.with: 'HEX_KEY' is not a Fernet key; generate it with 'generate: fernet'");

    [Fact]
    public void A_secret_field_is_never_an_argument() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          admin: {fields: {password: {argument: required, store: bcrypt}, pin: {option: --pin, store: bcrypt}}}
        """,
        "5:41: config.admin.fields.password.argument: would show a secret to every user of the host; write 'prompt: hidden' instead",
        "5:81: config.admin.fields.pin.option: would show a secret to every user of the host; write 'prompt: hidden' instead");

    [Fact]
    public void Bcrypt_reads_72_bytes() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          admin: {fields: {password: {prompt: hidden, store: bcrypt, maximumBytes: 100}}}
        """,
        "5:76: config.admin.fields.password.maximumBytes: is 100, but bcrypt reads 72 bytes and no more");

    [Fact]
    public void A_minimum_must_be_within_reach() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          admin: {fields: {a: {prompt: hidden, minimum: 30, generate: 24}, b: {prompt: hidden, minimum: 80, store: bcrypt}}}
        """,
        "5:49: config.admin.fields.a.minimum: is 30, which 'generate' does not reach",
        "5:97: config.admin.fields.b.minimum: is 80, which 'maximumBytes' does not reach");

    [Fact]
    public void A_generated_value_fits_its_maximum() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          admin: {fields: {password: {prompt: hidden, generate: 100, maximumBytes: 72}}}
        """,
        "5:57: config.admin.fields.password.generate: makes 100 characters, and 'maximumBytes' allows 72");

    [Fact]
    public void Limits_of_a_text_mean_nothing_for_a_number() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          admin: {fields: {a: {type: integer, maximumBytes: 4}, b: {type: integer, generate: 12}, c: {type: boolean, minimum: 1}, d: {type: integer, prompt: hidden, store: bcrypt}}}
        """,
        "5:53: config.admin.fields.a.maximumBytes: is for a text; remove it",
        "5:86: config.admin.fields.b.generate: has no meaning for a field of type integer; remove it",
        "5:119: config.admin.fields.c.minimum: has no meaning for a field of type boolean; remove it",
        "5:165: config.admin.fields.d.store: hashes or encrypts a text; leave 'type' out");

    [Fact]
    public void A_required_argument_comes_before_an_optional_one() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          api: {fields: {provider: {argument: optional}, key: {argument: required}}}
        """,
        "5:50: config.api.fields.key: is a required argument after the optional 'provider'; put it before");

    [Fact]
    public void Two_fields_cannot_be_the_same_option() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          api: {fields: {max_size: {default: 1}, size: {option: --max-size}}}
        """,
        "5:42: config.api.fields.size: is the option --max-size, as 'max_size' is; give one of them another");

    [Fact]
    public void What_is_provisioned_is_a_field() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          garage:
            fields: {key_id: {store: plain}}
            provision: {service: garage, command: [/boot], output: {keyid: 'Key: (\S+)'}}
        """,
        "7:61: config.garage.provision.output.keyid: there is no field 'keyid' in this section; did you mean 'key_id'?");

    [Fact]
    public void What_is_provisioned_is_found_by_a_group() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          garage:
            fields: {key_id: {store: plain}}
            provision: {service: garage, command: [/boot], output: {key_id: 'Key: \S+'}}
        """,
        "7:69: config.garage.provision.output.key_id: must be a regular expression with one group in parentheses such as \"Key ID: (\\\\S+)\", not 'Key: \\S+'");

    [Fact]
    public void Provisioning_needs_service_command_and_output() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          garage: {fields: {key_id: {store: plain}}, provision: {}}
        """,
        "5:46: config.garage.provision.command: is missing: a list of words (the program first); add for example 'command: [/hooks/bootstrap]'",
        "5:46: config.garage.provision.output: is missing: a map of fields to regular expressions; add for example 'output: {max_tokens: \"Key ID: (\\\\S+)\"}'",
        "5:46: config.garage.provision.service: is missing: the name of a Compose service; add for example 'service: api'");

    [Fact]
    public void A_section_is_named_like_a_command() => Refused.With(
        """
        platform: blog
        secrets: {ENCRYPTION_KEY: {generate: fernet}, HEX_KEY: {generate: hex}}
        database: {service: postgres}
        config:
          API_Key: {fields: {a: {default: 1}}}
        """,
        "5:3: config.API_Key: the key must be the name of a config section (a-z, 0-9 and -) such as ai-provider");
}
