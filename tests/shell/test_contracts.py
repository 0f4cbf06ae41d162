"""The JSON Schemas that are kept are those of the models."""

import jsonschema
import orjson
import pytest

from schemas.message import encode
from streams import contracts
from tests.builders import an_article, an_event


@pytest.mark.parametrize(("name", "text"), contracts.documents().items())
def test_the_kept_schema_is_the_models(name: str, text: str) -> None:
    assert (contracts.FOLDER / name).read_text(encoding="utf-8") == text, "run `sitrep schemas --write schemas/json`"
    jsonschema.Draft202012Validator.check_schema(orjson.loads(text))


@pytest.mark.parametrize("message", [an_article(), an_event()])
def test_a_message_keeps_its_schema(message: object) -> None:
    schema = orjson.loads(contracts.documents()[f"{type(message).SCHEMA}.json"])
    jsonschema.validate(orjson.loads(encode(message)), schema)
