"""What modules return."""


def conditional_config_return(result, config):
    """The result; with the module's configuration beside it, where that asks for it."""
    if isinstance(result, dict) and isinstance(config, dict) and config.get("return_config", False):
        return dict(result, config=config)
    return result
