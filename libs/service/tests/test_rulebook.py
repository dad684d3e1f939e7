"""The county's rules as editions: which applies on a day, and what is refused at a start."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from libs.service.tests import sample

from tests.postgres import Database
from zhouqi.events.log.connection import connect
from zhouqi.service.rules import adoption
from zhouqi.service.rules.adoption import Adopted, to_adopt
from zhouqi.service.rules.rulebook import Edition, RuleBook, RulesError
from zhouqi.service.settings import Settings
from zhouqi.service.storage.migrations import migrate

FIRST, SECOND = date(2026, 1, 1), date(2026, 7, 1)
DAY = timedelta(days=1)
ONE = 'version = "1"\neffective_on = 2026-01-01\ndays = 5\n'
TWO = 'version = "2"\neffective_on = 2026-07-01\ndays = 9\n'


class Terms(Edition):
    """A term in days."""

    days: int


def terms(*texts: str) -> RuleBook[Terms]:
    return RuleBook.parse("terms", {f"{number}.toml": text for number, text in enumerate(texts)}, Terms)


def test_each_day_has_the_edition_in_force_and_the_days_before_all_have_the_first() -> None:
    found = terms(TWO, ONE)

    assert [found.on(day).days for day in (FIRST - DAY, FIRST, SECOND - DAY, SECOND)] == [5, 5, 5, 9]
    assert [(span.since, span.until, span.rules.days) for span in found.spans] == [
        (date.min, SECOND, 5),
        (SECOND, date.max, 9),
    ]


def test_a_file_says_one_edition_or_several_and_a_folder_all_of_its_files(tmp_path: Path) -> None:
    several = "".join(f"[[edition]]\n{one}" for one in (ONE, TWO))
    (tmp_path / "2026-1.toml").write_text(ONE, "utf-8")
    (tmp_path / "2026-2.toml").write_text(TWO, "utf-8")
    (tmp_path / "notes.txt").write_text("no rules", "utf-8")

    assert (
        terms(several).editions
        == RuleBook.load("terms", tmp_path, Terms).editions
        == terms(ONE, TWO).editions
    )
    assert RuleBook.load("terms", tmp_path / "2026-1.toml", Terms).editions == terms(ONE).editions


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ((), "no edition"),
        ((ONE, ONE), "version of its own"),
        ((ONE, ONE.replace('"1"', '"2"')), "on one day"),
        ((ONE.replace("5", '"soon"'),), "0.toml: days"),
        ((ONE.replace("=", ""),), "0.toml: .*line 1"),
        ((f"days = 1\n[[edition]]\n{ONE}",), "nothing else"),
    ],
)
def test_a_file_that_makes_no_editions_is_refused_with_its_place(texts: tuple[str, ...], says: str) -> None:
    with pytest.raises(RulesError, match=says):
        terms(*texts)


def adopted(editions: RuleBook[Terms]) -> dict[str, Adopted]:
    return {
        one.version: Adopted(one.effective_on, editions.digests[one.version]) for one in editions.editions
    }


def test_the_first_start_takes_all_editions_and_a_later_one_what_begins_from_its_day_on() -> None:
    assert to_adopt(terms(ONE, TWO), {}, SECOND + DAY) == list(terms(ONE, TWO).editions)
    assert to_adopt(terms(ONE, TWO), adopted(terms(ONE)), SECOND) == list(terms(TWO).editions)
    assert to_adopt(terms(ONE), adopted(terms(ONE)), SECOND) == []


def test_comments_and_order_are_no_change() -> None:
    rewritten = f"# a comment\n{''.join(reversed(ONE.splitlines(keepends=True)))}"

    assert to_adopt(terms(rewritten), adopted(terms(ONE)), SECOND) == []


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ((ONE.replace("5", "6"),), "edition 1 was in force from 2026-01-01 and is another one now"),
        ((TWO,), "edition 1 was in force from 2026-01-01; keep it"),
        ((ONE, TWO), "edition 2 would take effect on 2026-07-01, which has passed"),
    ],
)
def test_what_would_judge_the_past_anew_is_refused(now: tuple[str, ...], says: str) -> None:
    with pytest.raises(RulesError, match=says):
        to_adopt(terms(*now), adopted(terms(ONE)), SECOND + DAY)


def test_an_edition_whose_day_has_not_come_may_be_changed_or_dropped() -> None:
    was = adopted(terms(ONE, TWO))

    assert to_adopt(terms(ONE, TWO.replace("9", "8")), was, SECOND - DAY)[0].days == 8
    assert to_adopt(terms(ONE), was, SECOND - DAY) == []


async def test_a_service_keeps_what_it_started_with(settings: Settings, database: Database) -> None:
    await migrate(sample.service, settings, workers=1)
    conn = await connect(database.dsn, autocommit=True)
    try:
        await adoption.adopt(conn, terms(ONE, TWO), FIRST)
        await adoption.adopt(conn, terms(ONE, TWO.replace("9", "8")), SECOND - DAY)

        with pytest.raises(RulesError, match="edition 2 was in force"):
            await adoption.adopt(conn, terms(ONE, TWO), SECOND)
        await conn.execute("set default_transaction_read_only = on")
        await adoption.adopt(conn, terms(ONE, TWO.replace("9", "8")), SECOND)
    finally:
        await conn.close()
