"""A message that nobody can read stops one project: its page says why, and the others go on."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from aiokafka import AIOKafkaProducer
from deploy.local.tests.running import Up, zhouqi
from playwright.sync_api import Browser, expect

from tests.brokers.waiting import until
from tests.browser.visit import visiting
from tests.e2e.client import Client
from zhouqi.events.bus.envelope import Origin
from zhouqi.events.bus.signatures import HEADER, Signatures
from zhouqi.local import keys
from zhouqi.local.data_folder import DataFolder


def test_a_stuck_project_is_marked_and_explained(browser: Browser, base: str, stack: Up) -> None:
    with Client(stack) as client:
        project = client.projects()[0]
        events = client.get(f"/api/cockpit/projects/{project['id']}/trail")["items"]
        stream = next(event["stream"] for event in events if event["type"] == "ProjectRegistered")
        with ThreadPoolExecutor(1) as beside:  # this thread's event loop is the browser's
            beside.submit(asyncio.run, _publish(stack, stream, b"this is no envelope")).result()
        until(lambda: client.projects(status="stuck") != [], 20, "the project is marked")

        try:
            with visiting(browser, base) as visit:
                page = visit.page
                visit.open("/projects")
                visit.sign_in()
                page.get_by_role("link", name=re.compile("^数据卡住")).click()
                expect(page.locator("tbody tr")).to_have_count(1)
                expect(page.locator("tbody tr")).to_contain_text("卡住")
                page.locator("tbody a").click()

                notice = page.get_by_role("alert").filter(has_text="此项目的数据卡住了")
                expect(notice).to_contain_text(stream)
                expect(notice).to_contain_text("收到一条无法读懂的消息")
                expect(page.get_by_role("heading", name=project["name"])).to_be_visible()
        finally:
            for service in ("cockpit", "lifecycle"):
                zhouqi("stuck", "clear", service, stream, "--data", str(stack.data))
        assert client.projects(status="stuck") == []


async def _publish(stack: Up, stream: str, value: bytes) -> None:
    """Write to the bus as ingest would if it had forgotten how to write envelopes."""
    topic, key, origin = "ProjectRegistered", stream.encode(), Origin(uuid4(), 1, 1).encode()
    secret = keys.ensure_key(DataFolder(stack.data).secrets, keys.BUS_SECRET).read_bytes()
    signature = Signatures(secret).sign("ingest", topic, key, origin, value)
    headers = [("position", origin), (HEADER, signature)]
    producer = AIOKafkaProducer(bootstrap_servers=f"127.0.0.1:{stack.bus_port}", enable_idempotence=False)
    await producer.start()
    try:
        await producer.send_and_wait(topic, value, key=key, headers=headers)
    finally:
        await producer.stop()
