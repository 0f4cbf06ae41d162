"""`/v1/corrections`: what an analyst asks for, what it comes to, and what is refused."""

import datetime
from typing import Any

import httpx
import orjson
import pytest

from schemas.correction import Correction
from schemas.message import decode
from streams.serving.web.analyst import EACH, MOST_CORRECTED
from tests.builders import AL_ASAD, ERBIL, NOON, a_meeting, an_event, at
from tests.serving.newsroom import Newsroom

Json = dict[str, Any]
HIT = [
    an_event("Drones hit al-Asad.", source="A", place=AL_ASAD, article_id="a", shingles=(1, 2)),
    an_event("The attack on al-Asad hurt two.", source="A", place=AL_ASAD, article_id="a", anaphoric=True),
    an_event("Al-Asad came under fire.", source="B", place=AL_ASAD, published=at(1), shingles=(5, 6)),
    an_event("Rockets hit Erbil.", source="A", place=ERBIL, article_id="a", shingles=(1, 2)),
]
ASK = {"who": "ann", "why": "because", "at": "2023-11-06T09:00:00Z"}


@pytest.fixture
def room() -> Newsroom:
    room = Newsroom()
    room.tell(*HIT)
    room.tell(a_meeting())
    return room


async def incidents(client: httpx.AsyncClient, kind: str = "attack") -> dict[str, str]:
    """Ids of incidents by where they were."""
    found = (await client.get("/v1/incidents", params={"kind": kind})).json()["incidents"]
    return {one["place"]["name"] if one["place"] else "": one["id"] for one in found}


async def count(client: httpx.AsyncClient, **asked: str) -> int:
    value: int = (await client.get("/v1/counts", params={"kind": "attack", **asked})).json()["value"]
    return value


async def test_a_merge_counts_one_and_the_incident_says_who_and_why(room: Newsroom) -> None:
    async with room.client() as client:
        names = await incidents(client)
        assert await count(client) == 2
        answer = await client.post(
            "/v1/corrections", json={"action": "merge", "incidents": list(names.values()), **ASK}
        )
        assert answer.status_code == 200
        body = answer.json()
        assert (body["topic"], body["accepted"], body["refused"]) == ("corrections.v1", 1, 0)
        assert (body["results"][0]["partition"], body["results"][0]["offset"]) == (0, 0)
        assert await count(client) == 1
        [left] = (await incidents(client)).values()
        told = (await client.get(f"/v1/incidents/{left}")).json()
        assert told["incident"]["corrections"] == [
            {"id": body["results"][0]["id"], "action": "merge", "who": "ann", "why": "because", "at": ASK["at"]}
        ]
        assert told["incident"]["dismissed"] is False


async def test_the_same_again_is_the_same_correction(room: Newsroom) -> None:
    async with room.client() as client:
        wanted = {"action": "dismiss", "incidents": [(await incidents(client))["erbil"]], **ASK}
        first = (await client.post("/v1/corrections", json=wanted)).json()
        again = (await client.post("/v1/corrections", json=wanted)).json()
        assert first["results"][0]["id"] == again["results"][0]["id"]
        assert len((await client.get("/v1/corrections")).json()["corrections"]) == 1
        assert await count(client) == 1


async def test_what_is_dismissed_can_still_be_looked_at(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["erbil"]
        await client.post("/v1/corrections", json={"action": "dismiss", "incidents": [name], **ASK})
        told = (await client.get(f"/v1/incidents/{name}")).json()
        assert (told["incident"]["dismissed"], told["incident"]["best"]) == (True, 0)
        assert [one["sentence"] for one in told["evidence"]] == ["Rockets hit Erbil."]
        listed = (await client.get("/v1/incidents", params={"kind": "attack", "dismissed": "true"})).json()
        assert [one["id"] for one in listed["incidents"]] == [name]
        assert name not in (await incidents(client)).values()


async def test_marks_are_the_firm_events_and_know_what_stood_beside(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["al-asad-air-base"]
        await client.post("/v1/corrections", json={"action": "dismiss", "incidents": [name], **ASK})
        [made] = (await client.get("/v1/corrections")).json()["corrections"]
    told = {mark["event"]: mark for mark in made["change"]["events"]}
    assert set(told) == {HIT[0].id, HIT[2].id}
    assert (told[HIT[0].id]["article"], told[HIT[0].id]["sentence"]) == ("a", "Drones hit al-Asad.")
    assert set(told[HIT[0].id]["beside"]) == {HIT[1].id, HIT[3].id}
    assert told[HIT[2].id]["beside"] == []


async def test_a_few_events_stand_for_an_incident_that_many_tell_of(room: Newsroom) -> None:
    told = [an_event(f"Report {number}.", place=ERBIL, article_id=f"r{number}") for number in range(EACH + 9)]
    room.tell(*told)
    async with room.client() as client:
        names = list((await incidents(client)).values())
        await client.post("/v1/corrections", json={"action": "merge", "incidents": names, **ASK})
        [made] = (await client.get("/v1/corrections")).json()["corrections"]
        assert await count(client) == 1
    assert len(made["change"]["events"]) == EACH + 2


async def test_an_incident_that_is_corrected_again_and_again_takes_no_more_until_some_is_undone(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["erbil"]
        wanted = {"action": "set", "incidents": [name], "day": "2023-11-03", **ASK}
        lines = [orjson.dumps({**wanted, "why": f"for the {number}th time"}) for number in range(MOST_CORRECTED)]
        sent = {"content": b"\n".join(lines), "headers": {"content-type": "application/x-ndjson"}}
        made = (await client.post("/v1/corrections", **sent)).json()
        assert made["accepted"] == MOST_CORRECTED
        refused = await client.post("/v1/corrections", json=wanted)
        assert refused.status_code == 409
        assert f"{MOST_CORRECTED} corrections bear on" in refused.json()["detail"]
        undone = {"action": "undo", "correction": made["results"][0]["id"], **ASK}
        assert (await client.post("/v1/corrections", json=undone)).status_code == 200
        assert (await client.post("/v1/corrections", json=wanted)).status_code == 200


async def test_a_split_takes_events_out(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["al-asad-air-base"]
        wanted = {"action": "split", "incidents": [name], "events": [HIT[2].id], **ASK}
        assert (await client.post("/v1/corrections", json=wanted)).status_code == 200
        assert await count(client) == 3


async def test_set_moves_the_count_and_undo_moves_it_back(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["erbil"]
        told = {"targets": ["us-embassies"], "actors": ["kataib-hezbollah"], "day": "2023-11-01", "place": "al-tanf"}
        answer = await client.post("/v1/corrections", json={"action": "set", "incidents": [name], **told, **ASK})
        made = answer.json()["results"][0]["id"]
        assert await count(client, target="us-forces") == 1
        assert await count(client, actor="iraqi-militias", country="SYR", until="2023-11-01") == 1
        nobody = {"action": "set", "incidents": [name], "actors": [], "why": "unproven", "at": "2023-11-06T10:00:00Z"}
        assert (await client.post("/v1/corrections", json=nobody)).status_code == 200
        assert await count(client, actor="iraqi-militias") == 0
        assert (await client.post("/v1/corrections", json={"action": "undo", "correction": made, **ASK})).is_success
        assert await count(client, target="us-forces") == 2
        rows = (await client.get("/v1/corrections")).json()["corrections"]
        assert {(row["action"], row["who"], row["holds"]) for row in rows} == {
            ("edit", "all", True),
            ("undo", "ann", True),
            ("edit", "ann", False),
        }
        assert rows[0]["why"] == "unproven"
        assert next(row for row in rows if row["id"] == made)["undone_by"] == [
            row["id"] for row in rows if row["action"] == "undo"
        ]


async def test_what_is_listed_can_be_filtered_read_back_and_sent_again(room: Newsroom) -> None:
    async with room.client() as client:
        names = await incidents(client)
        for place in ("erbil", "al-asad-air-base"):
            await client.post("/v1/corrections", json={"action": "dismiss", "incidents": [names[place]], **ASK})
        asked = {"incident": names["erbil"], "holds": "true"}
        assert len((await client.get("/v1/corrections", params=asked)).json()["corrections"]) == 1
        lines = (await client.get("/v1/corrections", headers={"accept": "application/x-ndjson"})).content.splitlines()
        assert len([decode(Correction, line) for line in lines]) == 2
        other = Newsroom()
        other.tell(*HIT)
        async with other.client() as there:
            sent = b"\n".join(lines)
            answer = await there.post("/v1/corrections", content=sent, headers={"content-type": "application/x-ndjson"})
            assert answer.json()["accepted"] == 2
            assert await count(there) == 0


async def test_none_is_left_out_of_a_long_list(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["erbil"]
        for minute in range(5):
            asked = {"action": "set", "incidents": [name], "targets": [], **ASK, "at": f"2023-11-06T09:0{minute}:00Z"}
            assert (await client.post("/v1/corrections", json=asked)).status_code == 200
        whole = (await client.get("/v1/corrections")).json()
        pages, cursor = [], {}
        while cursor is not None:
            page = (await client.get("/v1/corrections", params={"limit": 2, **cursor})).json()
            pages.append([row["id"] for row in page["corrections"]])
            assert page["total"] == 5
            cursor = {"cursor": page["next"]} if page["next"] else None
        lines = await client.get("/v1/corrections?limit=2", headers={"accept": "application/x-ndjson"})
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [one for page in pages for one in page] == [row["id"] for row in whole["corrections"]]
    assert "cursor=" in lines.links["next"]["url"]


@pytest.mark.parametrize(
    ("wanted", "status", "said"),
    [
        ({"action": "merge", "incidents": ["nobody", "knows"]}, 404, "no incident 'nobody' stands"),
        ({"action": "merge", "incidents": ["ERBIL"]}, 422, "a merge names two or more"),
        ({"action": "merge", "incidents": ["ERBIL", "MEETING"]}, 409, "they are of attack/USA and outreach/IRN+TUR"),
        ({"action": "dismiss", "incidents": []}, 422, "none is named"),
        ({"action": "dismiss", "incidents": ["ERBIL", "ASAD"]}, 422, "dismiss names one"),
        ({"action": "split", "incidents": ["ERBIL"]}, 422, "and events of it"),
        ({"action": "split", "incidents": ["ERBIL"], "events": [HIT[0].id]}, 404, "no event"),
        ({"action": "split", "incidents": ["ERBIL"], "events": [HIT[3].id]}, 422, "leaves some"),
        ({"action": "set", "incidents": ["ERBIL"]}, 422, "it gives no actor, target, day or place"),
        ({"action": "set", "incidents": ["ERBIL"], "targets": ["the moon"]}, 422, "no actor 'the moon'"),
        ({"action": "set", "incidents": ["ERBIL"], "place": "the moon"}, 422, "no place 'the moon'"),
        ({"action": "set", "incidents": ["ERBIL"], "day": "tomorrow"}, 422, "day: "),
        ({"action": "undo", "correction": "none"}, 404, "no correction 'none'"),
        ({"action": "dismiss", "incidents": ["ERBIL"], "why": ""}, 422, "why: "),
        ({"action": "dismiss", "incidents": ["ERBIL"], "at": "2099-01-01T00:00:00Z"}, 422, "lies ahead"),
        ({"action": "explode", "incidents": ["ERBIL"]}, 422, "action: "),
        ({"action": "dismiss", "incidents": ["ERBIL"], "reason": "none"}, 422, "reason: "),
        ({"change": {"action": "dismiss"}}, 422, "id: Field required"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_reason(room: Newsroom, wanted: Json, status: int, said: str) -> None:
    async with room.client() as client:
        names = await incidents(client)
        names |= {"ERBIL": names["erbil"], "ASAD": names["al-asad-air-base"]}
        names["MEETING"] = (await incidents(client, "outreach"))[""]
        named = {"incidents": [names.get(name, name) for name in wanted["incidents"]]} if "incidents" in wanted else {}
        body = {**({} if "change" in wanted else ASK), **wanted, **named}
        answer = await client.post("/v1/corrections", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


async def test_each_line_is_answered_for(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["erbil"]
        good = orjson.dumps({"action": "dismiss", "incidents": [name], **ASK})
        sent = good + b"\n\nnonsense\n"
        answer = await client.post("/v1/corrections", content=sent, headers={"content-type": "application/x-ndjson"})
    assert answer.status_code == 207
    assert [(one["line"], one["refused"] is None) for one in answer.json()["results"]] == [(1, True), (3, False)]


async def test_who_may(room: Newsroom) -> None:
    wanted = {"action": "undo", "correction": "none", **ASK}
    for key, status in ((None, 401), ("sitrep_write", 403), ("sitrep_correct", 404)):
        async with room.client(key) as client:
            assert (await client.post("/v1/corrections", json=wanted)).status_code == status
    async with room.client() as client:
        refused = await client.post("/v1/corrections", content=b"{}", headers={"content-type": "text/plain"})
        assert refused.status_code == 415
        assert (await client.post("/v1/corrections", json=None)).status_code in (415, 422)
        room.standing.ready = False
        assert (await client.post("/v1/corrections", json=wanted)).status_code == 503


async def test_now_is_when_it_is_not_said(room: Newsroom) -> None:
    async with room.client() as client:
        name = (await incidents(client))["erbil"]
        await client.post("/v1/corrections", json={"action": "dismiss", "incidents": [name], "why": "because"})
        [made] = (await client.get("/v1/corrections")).json()["corrections"]
    assert datetime.datetime.fromisoformat(made["at"]) - NOON >= datetime.timedelta(days=1)
