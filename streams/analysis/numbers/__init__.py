"""Numbers: how many, in which order, and how many dead or hurt."""
