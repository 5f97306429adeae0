"""The client's side: PKCE, redeeming codes, refreshing."""
import base64
import hashlib
import json
import secrets
import threading
import urllib.parse

from browser import Browser, Busy, Unexpected, Unreachable
from zugang_process import CLIENT, REDIRECT, SCOPE


class Attempt:
    """One authorization request."""

    def __init__(self):
        self.verifier = secrets.token_urlsafe(32)
        self.state = secrets.token_urlsafe(16)

    def address(self):
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        return "/oauth2/authorize?" + urllib.parse.urlencode({
            "client_id": CLIENT, "redirect_uri": REDIRECT, "response_type": "code", "scope": SCOPE,
            "state": self.state, "code_challenge": challenge, "code_challenge_method": "S256"})

    def code(self, address):
        """The code in the address the browser was sent to."""
        answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        if "code" not in answer or answer.get("state") != self.state:
            raise Unexpected(f"no code for this request in {address}")
        return answer["code"]


class Client:
    def __init__(self, zugang, ledger):
        self.zugang = zugang
        self.ledger = ledger

    def ask(self, form):
        """The tokens, or nothing when the grant is refused."""
        answer = Browser(self.zugang.port).send("POST", "/oauth2/token", {"client_id": CLIENT, **form})
        if answer.status == 200:
            return json.loads(answer.body)
        if answer.status != 400 or json.loads(answer.body).get("error") != "invalid_grant":
            raise Unexpected(f"token endpoint: {answer.status} {answer.body}")
        return None

    def redeem(self, code, verifier):
        tokens = self.ask({"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT,
                           "code_verifier": verifier})
        if tokens:
            self.ledger.redeemed(code, verifier)
        return tokens

    def redeem_at_once(self, code, verifier, times):
        """Several requests with one code at the same moment; the tokens of those that got some."""
        return self.at_once(lambda: self.redeem(code, verifier), times)

    def refresh(self, token):
        tokens = self.ask({"grant_type": "refresh_token", "refresh_token": token})
        if tokens:
            self.ledger.rotated(token, tokens["refresh_token"])
        return tokens

    def refresh_at_once(self, token, times):
        return self.at_once(lambda: self.refresh(token), times)

    def at_once(self, action, times):
        gate = threading.Barrier(times)
        found = []

        def one():
            gate.wait()
            try:
                found.append(action())
            except (Unreachable, Busy):
                self.ledger.count_broken()
            except Unexpected as problem:
                self.ledger.fault(str(problem))

        threads = [threading.Thread(target=one) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [tokens for tokens in found if tokens]
