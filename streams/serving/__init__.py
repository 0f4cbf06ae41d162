"""Serving: a read model over the topics, HTTP, SSE and the page. Knows aiokafka, never Faust."""
