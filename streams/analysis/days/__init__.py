"""Days: the days a sentence names, and what each of them dates."""
