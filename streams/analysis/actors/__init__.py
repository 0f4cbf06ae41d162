"""Actors and places: whom and where a phrase means."""
