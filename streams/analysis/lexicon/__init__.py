"""The lexicon: what is known by name, loaded, checked and indexed, and the text it is looked up in."""
