"""The contracts: every message that crosses a topic. They know nobody."""
