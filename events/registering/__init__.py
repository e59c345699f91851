"""Registering for meetings, without an account."""
