"""A header's name that is no text, at which the client throws away what it has fetched."""

from libs.events.tests.poison.kinds import TOPIC
from libs.events.tests.poison.test_kinds import listener
from libs.events.tests.poison.topic import NotText, Sent, make, message, publish
from libs.events.tests.sample import event
from libs.events.tests.stack import account_rows, journaled, kafka, rows, running

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events.fold.rebuild import ensure

MANY = 60


def _odd(stream: str, sequence: int) -> Sent:
    sent = message(event(stream, sequence))
    return Sent(sent.key, sent.value, (*sent.headers, (NotText("odd"), b"1")))


async def test_what_stands_around_it_in_its_batch_arrives(database: Database, broker: Broker) -> None:
    await ensure(database.owner_dsn, listener)
    await make(broker, TOPIC)
    sent = [message(event("account/a", number)) for number in range(1, MANY + 1)]
    sent[MANY // 2] = _odd("account/a", MANY // 2 + 1)
    await publish(broker, TOPIC, sent)

    async with running(listener, database.dsn, kafka(broker)):
        await journaled(database.dsn, MANY)

    numbers = [("account/a", list(range(1, MANY + 1)))]
    assert await rows(database.dsn, "select * from account") == account_rows(numbers)
    assert await rows(database.dsn, "select from log.parked") == []


async def test_a_consumer_that_begins_behind_it_reads_it_again_first(
    database: Database, kafka_broker: Broker
) -> None:
    await ensure(database.owner_dsn, listener)
    await make(kafka_broker, TOPIC)
    await publish(kafka_broker, TOPIC, [message(event("account/a", 1)), _odd("account/a", 2)])
    async with running(listener, database.dsn, kafka(kafka_broker)):
        await journaled(database.dsn, 2)

    await publish(kafka_broker, TOPIC, [_odd("account/a", 3), message(event("account/a", 4))])
    async with running(listener, database.dsn, kafka(kafka_broker)):
        await journaled(database.dsn, 4)

    assert await rows(database.dsn, "select * from account") == account_rows([("account/a", [1, 2, 3, 4])])
