"""A service behind the gateway that says what reached it, and lets a test hold its answers open."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Stub:
    """What it is called, where it listens, and what came in."""

    name: str
    port: int = 0
    go_on: threading.Event = field(default_factory=threading.Event)
    """Until it is set, an event stream stays open after its first event."""
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(name: str) -> Iterator[Stub]:
    """A stub that serves for as long as the block lasts."""
    stub = Stub(name)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            stub.asked.append(self.path)
            if self.path.endswith("/changes"):
                self._stream()
            else:
                self._say()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def _say(self) -> None:
            said = {
                "name": stub.name,
                "path": self.path,
                "headers": dict(self.headers),
                "forwarded": self.headers.get_all("X-Forwarded-For", []),
            }
            body = json.dumps(said).encode()
            self.send_response(503 if self.path.endswith("/busy") else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Set-Cookie", "zhouqi=token; Path=/; Secure; HttpOnly; SameSite=Strict")
            self.end_headers()
            self.wfile.write(body)

        def _stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(b"event: position\n\n")
            self.wfile.flush()
            stub.go_on.wait(30)
            self.wfile.write(b"event: changed\n\n")
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stub.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            stub.go_on.set()
            server.shutdown()
            thread.join()
