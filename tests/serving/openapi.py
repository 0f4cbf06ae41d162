"""Writes schemas/openapi.json anew: `python -m tests.serving.openapi`."""

import orjson

from streams.serving.web.application import described
from tests.serving.newsroom import Newsroom
from tests.serving.test_http import SCHEMA

if __name__ == "__main__":
    SCHEMA.write_bytes(orjson.dumps(described(Newsroom().app), option=orjson.OPT_INDENT_2) + b"\n")
