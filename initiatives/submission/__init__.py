"""Proposing an initiative without an account: a long form, a look at the sheet, and its sending."""
