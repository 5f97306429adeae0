"""Clocks, randomness, sockets and files are touched only where this list says so; everything else is given them."""
import re

from tree import code_only, line_of

PATTERNS = {
    "system_clock": (r"\b(system_clock|utc_clock|file_clock)\s*::\s*now\b|\b(std::)?time\s*\(\s*(0|nullptr|NULL)\s*\)"
                     r"|\bgettimeofday\b|\bclock_gettime\b|\bstd::localtime\b",
                     "`now` is read once per request and passed as a value; take an Instant or a Clock"),
    "steady_clock": (r"\b(steady_clock|high_resolution_clock)\s*::\s*now\b",
                     "measuring time belongs to the files listed; take an Instant, or a time-out of the library"),
    "random": (r"\brandom_device\b|\bgetrandom\b|\bgetentropy\b|\bRAND_bytes\b|\brandombytes_|\bmt19937|\bs?rand\s*\(",
               "take a Random&"),
    "socket": (r"(?<![\w>])::(socket|connect|bind|accept4?|listen|send(to)?|recv(from)?)\s*\(|\b(socketpair|getaddrinfo)\s*\("
               r"|\bcurl_easy_init\b",
               "requests touch only the store; the outbox talks to the world"),
    "file": (r"\b(std::)?(i|o)?fstream\b(?!>)|\b(f|p)open\s*\(|(?<![\w.>:])::open\s*\(|\bopenat\s*\(|\bdirectory_iterator\b"
             r"|\bcreate_director(y|ies)\s*\(|\bfilesystem::(remove|rename|copy)\w*\s*\(",
             "files are read at the start, by the files listed"),
    "environment": (r"\b(secure_)?getenv\s*\(", "settings come from the configuration"),
}

# (path or folder ending in /, kind): reason
ALLOWED = {
    ("base/clock.cpp", "system_clock"): "SystemClock",
    ("base/clock.cpp", "file"): "OffsetClock reads the offset of tests",
    ("base/log.cpp", "system_clock"): "the time a line is written",
    ("base/random.cpp", "random"): "SystemRandom",
    ("http/server/", "steady_clock"): "time-outs of connections",
    ("http/server/", "socket"): "the server",
    ("http/client/curl_client.cpp", "socket"): "the one way out besides mail",
    ("store/sqlite/", "steady_clock"): "how long a lock is waited for",
    ("store/sqlite/", "file"): "the database's own file and folder",
    ("store/postgres/", "environment"): "PGSSLMODE: libpq's own setting wins over our stricter default",
    ("store/postgres/", "steady_clock"): "time-outs of connections",
    ("keys/master_key_file.cpp", "file"): "the master key",
    ("keys/key_material.cpp", "random"): "the library's own randomness for signatures",
    ("keys/password_hash.cpp", "random"): "the library's own randomness for salts",
    ("templates/material.cpp", "file"): "templates.dir",
    ("idp/config/load.cpp", "file"): "the configuration",
    ("idp/account/password_blocklist.cpp", "file"): "the operator's list, read at the start",
    ("idp/call/operator_file.cpp", "file"): "who vouches for authenticators, read at the start; their metadata, when it changes",
    ("idp/outbox/smtp.cpp", "socket"): "the mail server",
    ("idp/outbox/smtp.cpp", "file"): "the password of the mail server",
    ("idp/outbox/sender.cpp", "steady_clock"): "keeps within the lease of its rows",
    ("idp/jobs/housekeeping.cpp", "steady_clock"): "when the next round is due",
    ("idp/app/answer.cpp", "steady_clock"): "how long an answer took, for the log",
    ("idp/cli/", "file"): "commands read and write the files they are given",
    ("idp/cli/tune_password.cpp", "steady_clock"): "measures the hash",
}


def is_allowed(path, kind):
    return any(kind == allowed_kind and (path == place or (place.endswith("/") and path.startswith(place)))
               for place, allowed_kind in ALLOWED)


def check(tree):
    findings = []
    for path, text in tree.product():
        code = code_only(text)
        for kind, (pattern, advice) in PATTERNS.items():
            if is_allowed(path, kind):
                continue
            for match in re.finditer(pattern, code):
                findings.append(f"{path}:{line_of(code, match.start())}: {match.group().strip()}: {advice} "
                                "(or say why in ALLOWED of tests/lint/outside_world.py)")
    return findings


REFUSED = [
    {"idp/login/start.cpp": "auto const now = std::chrono::system_clock::now();\n"},
    {"idp/login/start.cpp": "auto const now = time(nullptr);\n"},
    {"store/accounts.cpp": "auto const now = std::chrono::steady_clock::now();\n"},
    {"idp/mint/tokens.cpp": "std::random_device device;\n"},
    {"keys/seal.cpp": "getrandom(data, 16, 0);\n"},
    {"idp/mint/tokens.cpp": "int const s = ::socket(AF_INET, SOCK_STREAM, 0);\n"},
    {"idp/mint/tokens.cpp": "if (::connect(s, address, size) != 0)\n"},
    {"idp/pages/start.cpp": "std::ifstream in{name};\n"},
    {"idp/pages/start.cpp": 'auto* const f = fopen("x", "r");\n'},
    {"idp/outbox/mime.cpp": 'auto const home = std::getenv("HOME");\n'},
]
ACCEPTED = [
    {"base/clock.cpp": "return std::chrono::system_clock::now();\n"},
    {"idp/login/start.cpp": '// std::chrono::system_clock::now()\nlog("fopen(");\nauto const x = connect(options), y = pool::bind(1);\n'},
    {"idp/login/start.cpp": "#include <fstream>\nauto const now = call.now;\n"},
    {"http/server/server.cpp": "auto const end = std::chrono::steady_clock::now();\n"},
]
