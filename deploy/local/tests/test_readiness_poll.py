"""What is said while the county fills."""

from zhouqi.local.readiness_poll import ReadinessPoll, describe


def test_nobody_answers_yet() -> None:
    readiness = ReadinessPoll(1)

    assert not readiness.ready()
    assert readiness.status == ""


def test_before_the_first_close_the_events_are_counted() -> None:
    arrival = {"state": "failed", "awaits": "DayClosed", "events": {"ingest": 1200, "lifecycle": 34}}
    others = {"ingest/day": {"state": "failed"}, "ingest/database": {"state": "ok"}}

    assert (
        describe({"county/arrival": arrival, **others}) == "1,234 events; collecting; not ready: ingest/day"
    )


def test_who_has_how_much_under_way_is_said() -> None:
    awaits = {"warning": {"reaction:day": 1, "MilestoneReached": 7}, "cockpit": {"LightChanged": 1500}}
    checks = {"county/arrival": {"state": "failed", "awaits": awaits, "events": {"ingest": 5}}}

    assert describe(checks) == "5 events; under way: warning 8, cockpit 1,500"


def test_the_people_are_named() -> None:
    assert describe({"county/arrival": {"state": "failed", "awaits": "people"}}) == (
        "the people enter what they did"
    )
