"""No file names a path of somebody's machine or a private package registry."""
import re

PERSONAL = re.compile(r"(?<![\w.:/$}~-])/(?:root|work|home/\w+|Users/\w+|workspace)/[\w.]")
RESOLVED = re.compile(r'"resolved"\s*:\s*"(?!https://registry\.npmjs\.org/)')
REGISTRY = re.compile(r"^\s*(?:registry|index-url|extra-index-url|proxy|https-proxy)\s*=", re.MULTILINE)
REGISTRY_FILES = (".npmrc", "pip.conf", ".yarnrc")
OWN = "tests/lint/machine_paths.py"


def check(tree):
    findings = []
    for path, text in sorted(tree.files.items()):
        if path == OWN:
            continue
        rules = [(PERSONAL, "a path of one machine; make it relative to the project, or a setting")]
        if path.endswith("package-lock.json"):
            rules.append((RESOLVED, "a private registry; write the lock file with omit-lockfile-registry-resolved"))
        if path.split("/")[-1] in REGISTRY_FILES:
            rules.append((REGISTRY, "a registry of one's own; that belongs to the user's settings"))
        for pattern, advice in rules:
            for match in pattern.finditer(text):
                findings.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match.group().strip()}: {advice}")
    return findings


REFUSED = [
    {"script/server": "cp x /root/.cache/x\n"},
    {"docs/testing.md": "see /home/erika/zugang\n"},
    {"tests/package-lock.json": '{"resolved": "http://10.0.0.1:4873/a.tgz"}\n'},
    {"examples/.npmrc": "registry=http://10.0.0.1/\n"},
]
ACCEPTED = [
    {"script/server": "cp x /etc/zugang/x /var/lib/zugang/y /tmp/z\n"},
    {"idp/pages/start.cpp": 'auto const a = "https://id.example/home/erika/x";\n'},
    {"tests/package-lock.json": '{"resolved": "https://registry.npmjs.org/a/-/a-1.tgz"}\n'},
    {"examples/.npmrc": "save-exact=true\n"},
]
