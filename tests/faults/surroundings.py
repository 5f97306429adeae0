"""Ports, places and the program under test."""
import os
import socket

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_listening(port):
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


def binary():
    path = os.environ.get("ZUGANG_BINARY") or os.path.join(ROOT, "build", "release", "zugang")
    if not os.access(path, os.X_OK):
        raise SystemExit(f"{path} is missing: run script/build release, or set ZUGANG_BINARY")
    return os.path.abspath(path)
