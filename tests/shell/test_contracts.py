"""The JSON Schemas and the AsyncAPI document that are kept are those of the models and the catalogue."""

import re

import jsonschema
import orjson
import pytest

from schemas.message import Message, encode, headers
from streams import contracts, topics
from tests.builders import an_article, an_event


@pytest.mark.parametrize(("name", "text"), contracts.documents().items())
def test_the_kept_schema_is_the_models(name: str, text: str) -> None:
    assert (contracts.FOLDER / name).read_text(encoding="utf-8") == text, "run `sitrep schemas --write schemas/json`"
    if name != "asyncapi.json":
        jsonschema.Draft202012Validator.check_schema(orjson.loads(text))


@pytest.mark.parametrize("message", [an_article(), an_event()])
def test_a_message_keeps_its_schema(message: object) -> None:
    schema = orjson.loads(contracts.documents()[f"{type(message).SCHEMA}.json"])
    jsonschema.validate(orjson.loads(encode(message)), schema)


TOPICS = orjson.loads(contracts.documents()["asyncapi.json"])


@pytest.mark.parametrize("reference", sorted(set(re.findall(r'"\$ref": ?"([^"]+)"', contracts.text(TOPICS)))))
def test_references_between_topics_messages_and_schemas_lead_somewhere(reference: str) -> None:
    found = TOPICS
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    assert found


def test_every_topic_that_others_may_use_is_described() -> None:
    assert set(TOPICS["channels"]) == {one.name for one in topics.CATALOGUE} - {topics.GENERATIONS.name}
    assert {name for name, one in TOPICS["operations"].items() if one["action"] == "receive"} == {
        "receive.articles.v1",
        "receive.corrections.v1",
    }


@pytest.mark.parametrize("message", [an_article(), an_event()])
def test_a_message_and_its_headers_are_as_described(message: Message) -> None:
    described = TOPICS["components"]["messages"][type(message).__name__]
    around = {"components": TOPICS["components"]}
    jsonschema.validate(orjson.loads(encode(message)), {**described["payload"], **around})
    sent = {name: value.decode() for name, value in headers(message, "sitrep/test")}
    assert set(sent) == set(described["headers"]["properties"])
    jsonschema.validate(sent, described["headers"])
