"""Explaining: how a text was read and why, for a person."""
