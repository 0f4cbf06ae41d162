"""Outreach: the ways in which a sentence tells of a contact between political actors."""
