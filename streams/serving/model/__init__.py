"""The read model: what the topics say, folded, counted and found by any filter, now and as of any moment."""
