"""Syntax: a sentence as units, phrases and what stands in which relation to what."""
