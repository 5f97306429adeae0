"""What was promised to people and clients, and what was seen to happen: the account the verdict is made from."""
import threading
from dataclasses import dataclass


@dataclass
class Registration:
    email: str
    password: str
    is_acknowledged: bool = False
    is_confirmed: bool = False  # acknowledged, that is; one whose answer was lost stays False


class Ledger:
    def __init__(self):
        self.lock = threading.Lock()
        self.registrations = {}
        self.redemptions = {}  # code -> how many answers gave tokens for it
        self.verifiers = {}  # code -> its PKCE verifier
        self.successors = {}  # refresh token -> the tokens it was exchanged for
        self.broken = 0  # requests whose outcome is unknown
        self.sign_ins = 0
        self.faults = []

    def fault(self, sentence):
        with self.lock:
            self.faults.append(sentence)

    def begin_registration(self, email, password):
        with self.lock:
            return self.registrations.setdefault(email, Registration(email, password))

    def count_broken(self):
        with self.lock:
            self.broken += 1

    def count_sign_in(self):
        with self.lock:
            self.sign_ins += 1

    def redeemed(self, code, verifier):
        with self.lock:
            self.verifiers[code] = verifier
            self.redemptions[code] = self.redemptions.get(code, 0) + 1

    def rotated(self, token, successor):
        with self.lock:
            self.successors.setdefault(token, set()).add(successor)

    def acknowledged(self):
        return [one for one in self.registrations.values() if one.is_acknowledged]
