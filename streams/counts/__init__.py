"""Counting: changes of incidents to entries of series, entries to counts. Pure and idempotent."""
