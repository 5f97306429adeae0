"""The load: people who register, confirm, sign in, and whose client redeems and refreshes, while the server dies."""
import itertools
import time

from browser import Browser, Busy, Unexpected, Unreachable
from oauth_client import Attempt, Client
from zugang_process import REDIRECT

PASSWORD = "korrekt Pferd Batterie {number}"
NUMBERS = itertools.count(1)


def register(browser, ledger, entry):
    """Registers somebody new; what the ledger knows of them. Raises Unreachable when the answer is lost."""
    number = next(NUMBERS)
    page = browser.open(entry)
    address, fields = page.form("/register")
    person = ledger.begin_registration(f"person{number}@example.test", PASSWORD.format(number=number))
    answer = browser.send("POST", address, {
        **fields, "email": person.email, "password": person.password, "password_repeat": person.password,
        "accept_terms": "1", "action": "register"})
    if answer.status != 303 or not answer.location.startswith("/register/sent"):
        raise Unexpected(f"registration: {answer}")
    person.is_acknowledged = True
    return person


def confirm(browser, person, link):
    """Opens the mailed link and presses its button; being confirmed already is no error."""
    page = browser.send("GET", link)
    if "email_already_confirmed" not in page.page.messages:
        address, fields = page.form("/link/confirm-email")
        page = browser.send("POST", address, fields)
    if not {"email_confirmed", "email_already_confirmed"} & set(page.page.messages):
        raise Unexpected(f"confirmation of {person.email}: {page}")
    person.is_confirmed = True


def sign_in(browser, person):
    """(attempt, code) of a sign-in with the password; a second factor is put off."""
    attempt = Attempt()
    page = browser.open(attempt.address())
    if page.page.name == "login":
        address, fields = page.form("/login")
        page = browser.go(browser.send("POST", address, {
            **fields, "username": person.email, "password": person.password, "action": "sign-in"}))
    if page.page.name == "choose-factor":
        address, fields = page.form("/login/second-factor")
        page = browser.go(browser.send("POST", address, {**fields, "later": "1"}))
    onward = page.location or page.page.onward or ""
    if not onward.startswith(REDIRECT):
        raise Unexpected(f"sign-in of {person.email}: {page}")
    return attempt, attempt.code(onward)


class People:
    """One thread's worth of people."""

    def __init__(self, zugang, ledger, mailbox, random, stopping):
        self.zugang = zugang
        self.ledger = ledger
        self.mailbox = mailbox
        self.random = random
        self.stopping = stopping
        self.client = Client(zugang, ledger)

    def run(self):
        while not self.stopping.is_set():
            try:
                self.one_person()
            except Unreachable:
                self.ledger.count_broken()
                self.zugang.is_up.wait(timeout=5)
            except Busy:
                time.sleep(0.05)
            except Unexpected as problem:
                self.ledger.fault(str(problem))

    def one_person(self):
        browser = Browser(self.zugang.port)
        at_login = browser.open(Attempt().address())
        flow = at_login.form("/login")[0].partition("?")[2]
        person = register(browser, self.ledger, f"/register?{flow}")
        link = self.mailbox.wait_for(person.email, seconds=1.5)
        if link is None:
            return  # taken over by the verdict: a mail may be late, never lost
        confirm(browser, person, link)
        attempt, code = sign_in(browser, person)
        self.ledger.count_sign_in()
        tokens = self.redeem(attempt, code)
        for _ in range(3):
            if tokens:
                tokens = self.refresh(tokens["refresh_token"])

    def redeem(self, attempt, code):
        if self.random.random() < 0.3:
            self.client.redeem_at_once(code, attempt.verifier, 3)
            return None  # the grant dies with the second use
        tokens = self.insist(lambda: self.client.redeem(code, attempt.verifier))
        if tokens and self.random.random() < 0.2:
            self.insist(lambda: self.client.redeem(code, attempt.verifier))
            return None
        return tokens

    def refresh(self, token):
        if self.random.random() < 0.3:
            found = self.client.refresh_at_once(token, 3)
            return found[0] if found else None
        return self.insist(lambda: self.client.refresh(token))

    def insist(self, action):
        """Asks again with the same code or token after a lost answer, as a client does that heard nothing."""
        for _ in range(3):
            try:
                return action()
            except Unreachable:
                self.ledger.count_broken()
                self.zugang.is_up.wait(timeout=5)
            except Busy:
                time.sleep(0.05)
        return None
