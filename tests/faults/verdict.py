"""After the last start: is everything there that was promised, and did nothing happen twice?"""
import time

from browser import Browser, Busy, Unexpected, Unreachable
from oauth_client import Client
from people import confirm, sign_in

MOST_TRIES = 400
LEASE = 100  # seconds; a mail that was being sent during a kill is tried again after 90
WAITING = "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
GIVEN_UP = "SELECT count(*) FROM outbox WHERE failed_at IS NOT NULL"
FORKED = ("SELECT count(*) FROM (SELECT grant_id FROM refresh_tokens WHERE rotated_at IS NULL "
          "GROUP BY grant_id HAVING count(*) > 1) AS forked")


def wait_until_sent(zugang, engine, seconds=30):
    """Lets the leases of killed senders run out; True when nothing waits any more."""
    zugang.set_clock_offset(LEASE)
    end = time.monotonic() + seconds
    while engine.ask(WAITING) > 0 and time.monotonic() < end:
        time.sleep(0.2)
    return engine.ask(WAITING) == 0


def check_mails(zugang, engine, ledger, mailbox):
    if not wait_until_sent(zugang, engine):
        ledger.fault(f"{engine.ask(WAITING)} mails still wait in the outbox")
    if engine.ask(GIVEN_UP) > 0:
        ledger.fault(f"{engine.ask(GIVEN_UP)} mails were given up")
    for person in ledger.acknowledged():
        if not mailbox.mails_to(person.email):
            ledger.fault(f"{person.email}: registration acknowledged, mail never sent")


def check_accounts(zugang, ledger, mailbox):
    """Everybody acknowledged can sign in; so can everybody else who was sent a link: mail and account are one."""
    for person in ledger.registrations.values():
        links = mailbox.mails_to(person.email)
        if not links and not person.is_confirmed:
            continue  # not acknowledged and not sent, or already a fault
        try:
            if not person.is_confirmed:
                confirm(Browser(zugang.port), person, links[-1])
            sign_in(Browser(zugang.port), person)
        except (Unexpected, Unreachable, Busy) as problem:
            ledger.fault(f"{person.email} (acknowledged: {person.is_acknowledged}): {problem!r}")


def try_again(zugang, ledger):
    """Every code and refresh token that was used, once more, the newest first. Codes live longer than this test, and
    the moved clock has ended the time in which a lost answer may be asked for again: each must be refused."""
    client = Client(zugang, ledger)
    for code in list(reversed(ledger.redemptions))[:MOST_TRIES]:
        client.redeem(code, ledger.verifiers[code])  # a second answer with tokens is counted, see check_once
    for token in list(reversed(ledger.successors))[:MOST_TRIES]:
        if client.refresh(token):
            ledger.fault(f"refresh token {token[:12]}… was rotated again long after its use")


def check_once(engine, ledger):
    for code, count in ledger.redemptions.items():
        if count > 1:
            ledger.fault(f"code {code[:12]}… gave tokens {count} times")
    for token, successors in ledger.successors.items():
        if len(successors) > 1:
            ledger.fault(f"refresh token {token[:12]}… was rotated into {len(successors)} successors")
    if engine.ask(FORKED) > 0:
        ledger.fault(f"{engine.ask(FORKED)} grants have more than one live refresh token")


def check_end(zugang, engine, ledger):
    status = zugang.stop()
    if status != 0:
        ledger.fault(f"the last stop ended with status {status}:\n{zugang.log_end()}")
    for sentence in engine.damage():
        ledger.fault(f"the store is damaged: {sentence}")


def report(title, ledger, mailbox, zugang):
    """Prints the account; the exit status."""
    acknowledged = ledger.acknowledged()
    repeated = sum(len(successors) for successors in ledger.successors.values())
    print(f"{title}: {zugang.started - 1} kills, {ledger.broken} requests cut off; {len(ledger.registrations)} registrations, "
          f"{len(acknowledged)} acknowledged; {mailbox.count()} mails; {ledger.sign_ins} sign-ins under load; "
          f"{len(ledger.redemptions)} codes redeemed; {len(ledger.successors)} refresh tokens rotated into {repeated}")
    for sentence in ledger.faults[:30]:
        print(f"FAULT: {sentence}")
    print(f"{title}: {'failed' if ledger.faults else 'passed'}")
    return 1 if ledger.faults else 0
