"""The HTTP API examined by schemathesis, against /openapi.json of a served newsroom."""
