"""Every folder opens with a README.md of 5 to 15 lines: what it owns, its addresses, what it may include."""
from tree import LIBRARIES

FEWEST = 5
MOST = 15
ALSO = ("bench", "examples", "examples/portal", "examples/jobcenter_app", "examples/mail_catcher", "tests",
        "tests/browser", "tests/interop", "tests/faults", "tests/fuzz", "tests/lint")


def folders(tree):
    named = set(LIBRARIES) | set(ALSO)
    named |= {"/".join(path.split("/")[:2]) for path in tree.files if path.startswith("idp/") and path.count("/") > 1}
    return sorted(folder for folder in named if tree.has_folder(folder))


def check(tree):
    findings = []
    for folder in folders(tree):
        text = tree.files.get(folder + "/README.md")
        if text is None:
            findings.append(f"{folder}/README.md: is missing; say in {FEWEST} to {MOST} lines what the folder owns, "
                            "its addresses, what it may include")
            continue
        lines = len(text.splitlines())
        if not FEWEST <= lines <= MOST:
            findings.append(f"{folder}/README.md:{lines}: has {lines} lines; {FEWEST} to {MOST} are wanted")
    return findings


REFUSED = [
    {"base/text.cpp": ""},
    {"idp/login/start.cpp": "", "idp/login/README.md": "x\n" * 4},
    {"idp/login/start.cpp": "", "idp/login/README.md": "x\n" * 16},
]
ACCEPTED = [
    {"base/text.cpp": "", "base/README.md": "x\n" * 5},
    {"idp/login/start.cpp": "", "idp/login/README.md": "x\n" * 15},
    {"idp/main.cpp": ""},
]
