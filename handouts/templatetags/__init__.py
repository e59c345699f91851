"""Tags for the kit."""
