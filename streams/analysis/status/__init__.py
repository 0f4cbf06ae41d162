"""Status: whether what is told took place, on which day, and who says so."""
