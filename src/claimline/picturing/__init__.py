"""Picturing: what follows from events and their tellings, on any day and as known on any day. Pure functions."""
