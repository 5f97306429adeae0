#!/usr/bin/python3
"""A real mail server (aiosmtpd) for the tests. Prints "port N", then one JSON line for each message it took.

What it does with a mail depends on the recipient: later@… gets 451, never@… gets 550, slow@… is answered after three
seconds, full@… is refused after its content (452), spam@… likewise for good (554).
"""
import argparse
import asyncio
import json
import socket
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        kind = address.split("@")[0].strip("<")
        if kind == "later":
            return "451 4.3.0 try again later"
        if kind == "never":
            return "550 5.1.1 nobody of that name: " + address
        if kind == "slow":
            await asyncio.sleep(3)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        kind = envelope.rcpt_tos[0].split("@")[0].strip("<")
        if kind == "full":
            return "452 4.2.2 no space"
        if kind == "spam":
            return "554 5.7.1 not wanted"
        print(json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos[0],
            "tls": server.transport.get_extra_info("ssl_object") is not None,
            "user": session.auth_data.decode() if session.auth_data else "",
            "data": envelope.original_content.decode("latin-1"),
        }), flush=True)
        return "250 OK"


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--password")
    return parser.parse_args()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    arguments = read_arguments()
    options = {}
    if arguments.tls != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(arguments.certificate, arguments.key)
        options["ssl_context" if arguments.tls == "implicit" else "tls_context"] = context
    if arguments.user:
        def authenticate(server, session, envelope, mechanism, data):
            fits = data.login.decode() == arguments.user and data.password.decode() == arguments.password
            return AuthResult(success=fits, handled=False, auth_data=data.login)
        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=arguments.tls == "starttls")
    port = arguments.port or free_port()
    controller = Controller(Handler(), hostname="127.0.0.1", port=port, **options)
    controller.start()
    print("port", port, flush=True)
    # Ends with the test program, however that ends: its side of this pipe is closed then.
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    stop.wait()
    controller.stop()


stop = threading.Event()
if __name__ == "__main__":
    main()
