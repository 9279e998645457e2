"""What runs modules: no module imports it."""
