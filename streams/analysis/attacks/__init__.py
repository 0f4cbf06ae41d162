"""Attacks: the ways in which a sentence tells of one, and of what is none."""
