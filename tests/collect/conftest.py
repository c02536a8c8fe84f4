"""A small web site on this machine that answers whatever a test stores in it."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Answer:
    """One stored answer; with `pause_s` its body comes a byte at a time, so far apart."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause_s: float = 0.0
    declares_length: bool = True

    def is_known_to(self, asker: Mapping[str, str]) -> bool:
        """Whether a conditional request says that the asker has this very answer."""
        known = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
        return self.status == 200 and any(
            asker.get(asked) == self.headers[told]
            for asked, told in known.items()
            if told in self.headers
        )


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Readers that hang up are what some tests are about."""


class Site:
    """The stored answers, and what was asked of them."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.scripts: dict[str, list[Answer]] = {}
        self.fallback: Callable[[str], Answer | None] = lambda path: None
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.is_over = threading.Event()
        self.server = QuietServer(("127.0.0.1", 0), _handler(self))
        self.port = int(self.server.server_address[1])

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on; the handshake is made by the thread of each answer."""
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True, do_handshake_on_connect=False
        )

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, answer: Answer) -> str:
        """Store an answer and give its address."""
        self.pages[path] = answer
        return self.url(path)

    def script(self, path: str, *answers: Answer) -> str:
        """Store answers that are given one after the other, before what is stored for good."""
        self.scripts[path] = list(answers)
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Store a redirect and give its address."""
        return self.put(path, Answer(status=status, headers={"Location": target}))

    def answer_to(self, path: str, headers: Mapping[str, str]) -> Answer:
        """What is stored for a path, or that it is as the asker has it already."""
        script = self.scripts.get(path)
        stored = self.pages.get(path) or self.fallback(path) or Answer(b"nothing here", 404)
        answer = script.pop(0) if script else stored
        if answer.is_known_to(headers):
            return Answer(status=304, headers=answer.headers)
        return answer

    @property
    def paths(self) -> list[str]:
        """The paths asked for so far, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            answer = site.answer_to(self.path, dict(self.headers))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status == 304:
                self.end_headers()
                return
            if answer.declares_length and "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                self.send_body(answer)
            except OSError:  # the reader hung up, as some tests want it to
                self.close_connection = True

        def send_body(self, answer: Answer) -> None:
            if not answer.pause_s:
                self.wfile.write(answer.body)
                return
            for number in range(len(answer.body)):
                if site.is_over.is_set():
                    return
                self.wfile.write(answer.body[number : number + 1])
                time.sleep(answer.pause_s)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    stored = Site()
    thread = threading.Thread(target=stored.server.serve_forever, args=(0.01,))
    thread.start()
    yield stored
    stored.is_over.set()
    stored.server.shutdown()
    stored.server.server_close()
    thread.join()
