"""Modules are brought up to date before any of them runs, so that none has to do it itself."""


def ensure_module_self_updated(*arguments, **named):
    """True: the module is current, and goes on."""
    return True
