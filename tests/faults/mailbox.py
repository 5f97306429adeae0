"""The mail sink's process, and the mails it has kept."""
import email
import email.policy
import json
import os
import re
import subprocess
import sys
import threading
import time

from surroundings import is_listening

LINK = re.compile(r"http://localhost:\d+(/link/confirm-email\?id=[\w.~-]+)")


def confirmation_link(content):
    message = email.message_from_string(content, policy=email.policy.default)
    match = LINK.search(message.get_body(("plain",)).get_content())
    return match.group(1) if match else None


class Mailbox:
    def __init__(self, port, folder):
        self.port = port
        self.folder = folder
        self.process = None
        self.lock = threading.Lock()
        self.read_names = set()
        self.links = {}  # address -> links, in the order they came; None for a mail without one
        os.mkdir(folder)

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "mail_sink.py"),
             str(self.port), self.folder])
        while not is_listening(self.port):
            if self.process.poll() is not None:
                raise RuntimeError("the mail sink does not start")
            time.sleep(0.02)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def read(self):
        for name in sorted(os.listdir(self.folder)):
            if not name.endswith(".mail") or name in self.read_names:
                continue
            self.read_names.add(name)
            with open(os.path.join(self.folder, name), encoding="utf-8") as file:
                mail = json.load(file)
            for address in mail["to"]:
                self.links.setdefault(address, []).append(confirmation_link(mail["content"]))

    def mails_to(self, address):
        with self.lock:
            self.read()
            return list(self.links.get(address, []))

    def count(self):
        with self.lock:
            self.read()
            return len(self.read_names)

    def wait_for(self, address, seconds):
        """The newest link for the address, or nothing when none came in time."""
        end = time.monotonic() + seconds
        while not (links := self.mails_to(address)) and time.monotonic() < end:
            time.sleep(0.03)
        return links[-1] if links else None
