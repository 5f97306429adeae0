"""SQL takes `now` as a parameter: no statement reads the database's clock or draws its random numbers."""
import re

CLOCK = re.compile(r"\b(CURRENT_(TIMESTAMP|DATE|TIME)|LOCALTIME(STAMP)?)\b|\bnow\s*\(\s*\)|\b(clock|statement|transaction)_timestamp\s*\("
                   r"|\b(datetime|julianday|unixepoch|strftime|date|time)\s*\(\s*'|\brandom\s*\(\s*\)|\bgen_random_uuid\s*\(", re.IGNORECASE)
STATEMENT = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|WHERE|VALUES|RETURNING|DEFAULT)\b")
STRING = re.compile(r'R"(?P<mark>[^(\s]{0,16})\((?P<raw>.*?)\)(?P=mark)"|"(?P<plain>(?:\\.|[^"\\\n])*)"', re.DOTALL)


def statements(path, text):
    """(offset, SQL) of a migration, or of the string literals of a C++ file that look like SQL."""
    if path.endswith(".sql"):
        yield 0, re.sub(r"--[^\n]*", lambda match: " " * len(match.group()), text)
        return
    for match in STRING.finditer(text):
        group = "raw" if match["raw"] is not None else "plain"
        if STATEMENT.search(match[group]):
            yield match.start(group), match[group]


def check(tree):
    findings = []
    for path, text in sorted(tree.files.items()):
        if not (path.endswith(".sql") or (path.endswith((".cpp", ".hpp")) and not path.startswith(("tests/lint/", "bench/")))):
            continue
        for offset, sql in statements(path, text):
            for match in CLOCK.finditer(sql):
                line = text.count("\n", 0, offset + match.start()) + 1
                findings.append(f"{path}:{line}: {match.group()} in SQL; bind the value as a parameter, so that tests "
                                "and several nodes agree on it")
    return findings


REFUSED = [
    {"store/migrations/0001_a.sql": "CREATE TABLE a (at BIGINT DEFAULT CURRENT_TIMESTAMP);\n"},
    {"store/accounts.cpp": 'run("UPDATE accounts SET updated_at = now() WHERE id = $id");\n'},
    {"store/accounts.cpp": 'run(R"(SELECT * FROM a\n WHERE at < datetime(\'now\'))");\n'},
    {"store/accounts.cpp": 'run("INSERT INTO a VALUES (gen_random_uuid())");\n'},
]
ACCEPTED = [
    {"store/migrations/0001_a.sql": "-- no CURRENT_TIMESTAMP here\nCREATE TABLE a (at BIGINT);\n"},
    {"store/accounts.cpp": 'auto const now = clock.now();\nrun("UPDATE a SET at = $now WHERE id = $id");\n'},
]
