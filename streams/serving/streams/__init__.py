"""Streams: frames to those who follow a count, with resume, and without letting the slow hurt the rest."""
