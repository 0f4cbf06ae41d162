"""What was read goes out in the columns of the tables that others know."""

import csv
import gzip
import io
from pathlib import Path

import orjson
import pytest

from schemas.event import Actor
from schemas.message import encode
from streams.analysis.lexicon import codes
from streams.cli import outcome
from streams.export import FORMS, GOLDSTEIN, happenings, write
from tests.builders import AL_ASAD, BACKED, HOUTHIS, IRAN, TURKEY, US_FORCES, an_event, an_incident, on


def rows(form: str, *messages: object) -> list[dict[str, str]]:
    out = io.StringIO()
    write(happenings(encode(one) for one in messages), form, out)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(out.getvalue())))


ATTACK = an_event(
    actors=(BACKED,), targets=(US_FORCES,), place=AL_ASAD, day=on("2023-11-05"), mode="drone", cameo="195", killed=2
)
TALKS = an_event(
    "Iran met Turkey.", kind="outreach", actors=(IRAN,), targets=(TURKEY,), mode="call", cameo="041", plover="CONSULT"
)


def test_gdelt() -> None:
    first, second = rows("gdelt", ATTACK, TALKS)
    assert first["SQLDATE"] == "20231105"
    assert (first["EventCode"], first["EventRootCode"], first["QuadClass"], first["GoldsteinScale"]) == (
        "195", "19", "4", "-10.0",
    )  # fmt: skip
    assert first["Actor2CountryCode"] == "USA"
    assert (second["EventCode"], second["QuadClass"], second["GoldsteinScale"]) == ("041", "1", "1.0")


def test_polecat() -> None:
    [row] = rows("polecat", TALKS)
    assert (row["Event Type"], row["Actor Name"], row["Recipient Country"]) == ("CONSULT", "iran", "TUR")


def test_acled_and_ucdp_hold_attacks_only() -> None:
    [row] = rows("acled", ATTACK, TALKS)
    assert (row["iso"], row["country"], row["sub_event_type"]) == ("368", "Iraq", "Air/drone strike")
    assert (row["fatalities"], row["geo_precision"], row["time_precision"]) == ("2", "1", "1")
    [row] = rows("ucdp", ATTACK, TALKS, an_event("No dead.", targets=(US_FORCES,)))
    assert (row["best"], row["type_of_violence"], row["side_b"]) == ("2", "1", "us-forces")
    [row] = rows("ucdp", an_event(targets=(Actor(id=None, text="villagers", sectors=("CVL",)),), killed=1))
    assert row["type_of_violence"] == "3"


def test_what_did_not_happen_is_left_out() -> None:
    assert not rows("gdelt", an_event(modality="planned"), an_event(background=True), an_event(withdrawn=True))


def test_incidents_are_rows_too() -> None:
    [row] = rows("gdelt", an_incident(actors=(HOUTHIS,), targets=(US_FORCES,), mode="missile", sources=3))
    assert (row["NumSources"], row["EventCode"]) == ("3", "195")
    assert not rows("gdelt", an_incident(low=0, best=0, high=0))


def test_incidents_as_served_are_rows_too() -> None:
    incident = an_incident(actors=(HOUTHIS,), targets=(US_FORCES,), place=AL_ASAD, mode="missile", killed=3, sources=2)
    view = incident.model_dump(mode="json") | {"day": "2023-11-05", "day_precision": "day", "events": 4}
    view["place"] = {"name": "Al-Asad Air Base", "country": "IRQ", "lat": 33.79, "lon": 42.44, "precision": "site"}
    out = io.StringIO()
    assert write(happenings([orjson.dumps(view)]), "ucdp", out) == 1
    assert "Al-Asad Air Base" in out.getvalue()


def test_every_mode_has_its_score() -> None:
    assert set(codes.CAMEO.values()) <= set(GOLDSTEIN)


def test_no_cell_is_a_formula() -> None:
    [row] = rows("acled", an_event(targets=(Actor(id=None, text="=cmd()"),)))
    assert row["actor2"] == "'=cmd()"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "events.ndjson").write_bytes(encode(ATTACK) + b"\n\n")
    for form in FORMS:
        assert outcome(["export", str(tmp_path / "events.ndjson"), "--as", form]) == 0
        assert "us-forces" in capsys.readouterr().out.lower()
    assert outcome(["export", str(tmp_path / "events.ndjson"), "--as", "poem"]) == 2
    assert outcome(["export", str(tmp_path / "none.ndjson")]) == 2
    (tmp_path / "bad.ndjson").write_bytes(b"{}\n")
    assert outcome(["export", str(tmp_path / "bad.ndjson")]) == 2
    assert "line 1" in capsys.readouterr().err


def test_a_packed_file_is_read_and_a_cut_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = gzip.compress(encode(ATTACK))
    (tmp_path / "whole.gz").write_bytes(packed)
    (tmp_path / "cut.gz").write_bytes(packed[:-12])
    assert outcome(["export", str(tmp_path / "whole.gz"), "--as", "acled"]) == 0
    assert "1 rows" in capsys.readouterr().err
    assert outcome(["export", str(tmp_path / "cut.gz")]) == 1
    assert "cannot be read to its end" in capsys.readouterr().err
