"""sitrep: reads news into attack and outreach events, fuses them into incidents, keeps live counts."""
