"""The topics as an AsyncAPI 3.0 document, for whoever writes or reads them: from the catalogue and the models."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from pydantic_core import core_schema

from schemas.dead_letter import DeadLetter
from schemas.message import Message
from streams import topics
from streams.topics import Topic

Json = dict[str, Any]
PUBLIC = tuple(topic for topic in topics.CATALOGUE if topic.message or topic is topics.DEAD_LETTERS)
KAFKA = "0.5.0"
ATTRIBUTES = "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_dataschema", "content-type"
ABOUT = (
    "What the news says happened: articles and corrections in; events, claims, incidents and counts out. The names of "
    "topics may have a prefix (`SITREP_TOPIC_PREFIX`), and after `sitrep rebuild` a suffix."
)
ANYTHING = "The original bytes, whatever they are; the headers say why they could not be processed."


class Plain(GenerateJsonSchema):
    """JSON Schema without `discriminator`, which AsyncAPI means otherwise."""

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Json:
        """A choice, told apart by its constants."""
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made


def document() -> Json:
    """The document; its version is that in the topics' names."""
    mode: JsonSchemaMode = "serialization"
    kinds = [(kind, mode) for kind in dict.fromkeys(topic.message for topic in PUBLIC if topic.message)]
    _, schemas = models_json_schema(kinds, ref_template="#/components/schemas/{model}", schema_generator=Plain)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "sitrep",
            "version": "1",
            "description": ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: channel(topic) for topic in PUBLIC},
        "operations": {named(topic): operation(topic) for topic in PUBLIC},
        "components": {
            "messages": {name_of(topic): message(topic) for topic in PUBLIC},
            "schemas": schemas["$defs"],
        },
    }


def name_of(topic: Topic) -> str:
    """What its messages are called."""
    return (topic.message or DeadLetter).__name__


def named(topic: Topic) -> str:
    """What is done with it here: sources are read, the rest is written."""
    return f"{'receive' if topic in topics.SOURCES else 'send'}.{topic.name}"


def channel(topic: Topic) -> Json:
    """Where its messages go, by which key, and how long they stay."""
    kept = {
        name: [value] if name == "cleanup.policy" else int(value) for name, value in topics.KEPT[topic.kept].items()
    }
    return {
        "address": topic.name,
        "description": f"Keyed by {topic.key}; written by {topic.writer}; kept: {topic.kept}.",
        "messages": {name_of(topic): {"$ref": f"#/components/messages/{name_of(topic)}"}},
        "bindings": {"kafka": {"topic": topic.name, "topicConfiguration": kept, "bindingVersion": KAFKA}},
    }


def operation(topic: Topic) -> Json:
    """What sitrep does with the topic."""
    return {
        "action": named(topic).split(".")[0],
        "channel": {"$ref": f"#/channels/{topic.name}"},
        "messages": [{"$ref": f"#/channels/{topic.name}/messages/{name_of(topic)}"}],
    }


def message(topic: Topic) -> Json:
    """Its messages: the headers, the key, the value."""
    kind = topic.message
    return {
        "name": kind.TYPE if kind else name_of(topic),
        "headers": headers(kind),
        "payload": {"$ref": f"#/components/schemas/{kind.__name__}"} if kind else {"description": ANYTHING},
        "bindings": {"kafka": {"key": {"type": "string"}, "bindingVersion": KAFKA}},
    }


def headers(kind: type[Message] | None) -> Json:
    """CloudEvents 1.0 in Kafka's binary mode; sources are taken without them, too. Dead letters say what happened."""
    names = ATTRIBUTES if kind else tuple(f"dlq_{field}" for field in DeadLetter.model_fields)
    properties: dict[str, Json] = {name: {"type": "string"} for name in names}
    if kind:
        properties["ce_type"]["const"] = kind.TYPE
        properties["ce_dataschema"]["const"] = f"urn:sitrep:schema:{kind.SCHEMA}"
    return {"type": "object", "properties": properties}
