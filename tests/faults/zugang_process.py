"""The program under test: set up, started, killed, started again."""
import json
import os
import signal
import subprocess
import threading
import time

from browser import Browser, Busy, Unreachable
from surroundings import binary, free_port

CLIENT = "fault-app"
REDIRECT = "http://127.0.0.1/callback"
SCOPE = "openid email offline_access"

# Cheap hashes and roomy limits: this is about what survives, not about how long things take.
CONFIGURATION = """\
issuer = "http://localhost:{port}"
[listen]
port = {port}
[store]
url = "{store}"
[secrets]
master_key_file = "{folder}/master.key"
[mail]
smtp_url = "smtp://127.0.0.1:{smtp_port}"
[password]
memory_kib = 64
iterations = 1
[session]
sign_in = "12h"
[oidc]
code_lifetime = "10m"
refresh_token_grace = "1m"
[keys]
algorithms = ["ES256"]
[policy]
second_factor = "recommended"
[limits]
mails_per_hour_and_address = 1000
mails_per_day_and_address = 1000
[test]
clock_offset_file = "{folder}/clock"
"""


class Zugang:
    def __init__(self, folder, store, smtp_port):
        self.folder = folder
        self.port = free_port()
        self.configuration = os.path.join(folder, "zugang.toml")
        self.log_file = os.path.join(folder, "zugang.log")
        self.process = None
        self.is_up = threading.Event()
        self.started = 0
        self.set_clock_offset(0)
        with open(self.configuration, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(port=self.port, store=store, folder=folder, smtp_port=smtp_port))

    def set_clock_offset(self, seconds):
        temporary = os.path.join(self.folder, "clock.new")
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(f"{seconds}\n")
        os.rename(temporary, os.path.join(self.folder, "clock"))

    def command(self, *arguments):
        done = subprocess.run([binary(), *arguments, "--config", self.configuration],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"zugang {' '.join(arguments)}: {done.stderr or done.stdout}")
        return done.stdout

    def set_up(self):
        self.command("migrate")
        self.command("client", "add", CLIENT, "--type", "native", "--redirect-uri", REDIRECT, "--scope", SCOPE,
                     "--trusted")

    def start(self):
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen([binary(), "serve", "--config", self.configuration], stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL)
        self.started += 1
        end = time.monotonic() + 20
        while not self.is_ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"start {self.started} failed with status {self.process.returncode}:\n{self.log_end()}")
            if time.monotonic() > end:
                raise RuntimeError(f"start {self.started}: not ready after 20 s:\n{self.log_end()}")
            time.sleep(0.02)
        self.is_up.set()

    def is_ready(self):
        try:
            return Browser(self.port).send("GET", "/health/ready").status == 200
        except (Unreachable, Busy):
            return False

    def check_alive(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended by itself with status {self.process.returncode}:\n{self.log_end()}")

    def kill(self):
        self.is_up.clear()
        self.check_alive()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Gracefully; the exit status."""
        self.is_up.clear()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def log_end(self):
        with open(self.log_file, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-15:])

    def events(self):
        """How often each event stands in the log."""
        counts = {}
        with open(self.log_file, encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    name = json.loads(line).get("event", "?")
                except ValueError:
                    continue  # the line a kill cut off
                counts[name] = counts.get(name, 0) + 1
        return counts
