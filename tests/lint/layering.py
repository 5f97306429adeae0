"""Includes follow the arrows: libraries know nothing of the provider, a slice never includes another slice."""
import re

from tree import PRODUCT

# path of a file -> path it includes against the arrows, each with its reason in a comment.
EXCEPTIONS = {}

LIBRARY_ARROWS = {
    "base": set(),
    "http": {"base"},
    "keys": {"base"},
    "store": {"base"},
    "templates": {"base"},
    "totp": {"base"},
    "codes": {"base"},
    "webauthn": {"base", "keys"},
    "push": {"base", "keys"},
}
ALL_LIBRARIES = set(LIBRARY_ARROWS)
SLICES = {"idp/" + name for name in ("authorize", "login", "second_factor", "token", "registration", "device", "ciba",
                                   "endpoints", "account", "outbox", "jobs")}
SHARED = ALL_LIBRARIES | {"idp/config", "idp/oauth", "idp/pages", "idp/mail", "idp/call", "idp/client_auth", "idp/notices",
                          "idp/throttle", "idp/session",
                          "idp/mint"}

ARROWS = {
    **LIBRARY_ARROWS,
    "idp/config": {"base"},
    "idp/oauth": {"base", "http", "keys", "store"},
    "idp/pages": {"base", "templates"},
    "idp/mail": {"base", "templates", "store", "keys"},
    "idp/call": ALL_LIBRARIES | {"idp/config", "idp/oauth", "idp/pages", "idp/mail"},
    "idp/client_auth": SHARED - {"idp/client_auth", "idp/notices", "idp/throttle", "idp/session", "idp/mint"},
    "idp/notices": SHARED - {"idp/notices", "idp/throttle", "idp/client_auth", "idp/session", "idp/mint"},
    "idp/throttle": SHARED - {"idp/throttle", "idp/client_auth", "idp/session", "idp/mint"},
    "idp/session": SHARED - {"idp/session", "idp/client_auth", "idp/mint"},
    "idp/mint": SHARED - {"idp/mint"},
    **{name: SHARED for name in SLICES},
    "idp/app": SHARED | SLICES,
    "idp/cli": SHARED | SLICES | {"idp/app"},
    "idp": {"idp/cli"},
}

# What the build embeds belongs to the folder the files come from.
EMBEDDED = {"migrations": "store", "templates": "templates", "common_passwords": "idp/account"}

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def folder_of(path):
    """The folder as the arrows name it: "base", "idp/login"; "idp" for the files directly in it."""
    parts = path.split("/")
    if parts[0] == "embedded":
        return "embedded"
    if parts[0] != "idp":
        return parts[0]
    return "idp/" + parts[1] if len(parts) > 2 else "idp"


def problem_with(path, included):
    own, other = folder_of(path), folder_of(included)
    if own not in ARROWS:
        return f"{own} is not in ARROWS of tests/lint/layering.py; add the folder with what it may include"
    if other == "embedded":
        name = included.split("/")[1].removesuffix(".hpp")
        owner = EMBEDDED.get(name)
        return None if owner == own or name == "file" else f"only {owner or 'its owner'} may include {included}"
    if "/" not in included or other.split("/")[0] not in PRODUCT:
        return f'include "{included}" by its path from the project\'s root, and system headers with <>'
    if other == own or other in ARROWS[own]:
        return None
    if {own, other} <= SLICES:
        return f"a slice includes another slice ({included}); move what both need to idp/session, idp/call or a library"
    return f"{own} may not include {included}; its arrows are {', '.join(sorted(ARROWS[own])) or 'none'}"


def check(tree):
    findings = []
    for path, text in tree.product():
        for match in INCLUDE.finditer(text):
            included = match.group(1)
            problem = problem_with(path, included)
            if problem and EXCEPTIONS.get(path) != included:
                findings.append(f"{path}:{text.count(chr(10), 0, match.start(1)) + 1}: {problem}")
    return findings


REFUSED = [
    {"base/text.cpp": '#include "http/request.hpp"\n'},
    {"keys/seal.cpp": '#include "store/connection.hpp"\n'},
    {"idp/login/password.cpp": '#include "idp/token/userinfo.hpp"\n'},
    {"idp/session/flow.cpp": '#include "idp/login/start.hpp"\n'},
    {"idp/oauth/error.hpp": '#include "idp/call/call.hpp"\n'},
    {"idp/app/app.cpp": '#include "idp/cli/run.hpp"\n'},
    {"idp/login/start.cpp": '#include "start.hpp"\n'},
    {"idp/login/start.cpp": '#include "embedded/migrations.hpp"\n'},
    {"idp/novelty/thing.cpp": '#include "base/text.hpp"\n'},
]
ACCEPTED = [
    {"http/request.cpp": '#include "http/request.hpp"\n#include "base/text.hpp"\n'},
    {"idp/login/start.cpp": '#include "idp/session/flow.hpp"\n#include "store/accounts.hpp"\n'},
    {"idp/app/routes.cpp": '#include "idp/login/start.hpp"\n'},
    {"idp/main.cpp": '#include "idp/cli/run.hpp"\n'},
    {"store/migrate.cpp": '#include "embedded/migrations.hpp"\n'},
]
