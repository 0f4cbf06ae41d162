"""The web side: parameters in, answers and problem documents out."""
