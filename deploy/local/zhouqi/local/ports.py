"""Ports on loopback, and whether something on one speaks the protocol of the bus."""

import random
import socket
import struct

HOST = "127.0.0.1"
_LISTENING = range(20_000, 32_000)
_API_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 1, -1)
"""Size, key 18 (ApiVersions), version 0, correlation id 1, no client id: the question every broker answers."""


def free_port() -> int:
    """A port that nobody listens on at this moment.

    It lies below those that systems hand out to whoever connects somewhere: one of these may be taken by
    any connection before its finder listens on it. Raises OSError when none of many is free.
    """
    for port in random.sample(_LISTENING, 100):
        if not is_taken(port):
            return port
    raise OSError("no port is free")


def is_taken(port: int) -> bool:
    """True when this process could not listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError:
            return True
    return False


def broker_answers(port: int, patience: float = 1.0) -> bool:
    """True when a broker answers on the port within ``patience`` seconds."""
    try:
        with socket.create_connection((HOST, port), timeout=patience) as connection:
            connection.sendall(_API_VERSIONS)
            head = connection.recv(10, socket.MSG_WAITALL)
    except OSError:
        return False
    if len(head) < 10:
        return False
    _, correlation, error = struct.unpack(">iih", head)
    return (correlation, error) == (1, 0)
