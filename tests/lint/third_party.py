"""A library's headers appear only in the folder that owns it, and only in its .cpp files."""
import re

# first matching pattern of the header's name -> folders that own it
OWNERS = [
    (r"boost/(asio|beast)/", ("http/server",)),
    (r"boost/", ()),
    (r"openssl/", ("base", "keys", "http/server", "webauthn")),
    (r"sqlite3", ("store/sqlite",)),
    (r"(postgresql/)?libpq", ("store/postgres",)),
    (r"sodium", ("keys",)),
    (r"nlohmann/", ("base",)),
    (r"curl/", ("http/client", "idp/outbox")),
    (r"(kainjow/)?mustache", ("templates",)),
    (r"CLI/", ("idp/cli",)),
    (r"toml", ("idp/config",)),
    (r"utf8proc", ("base",)),
    (r"fido", ("webauthn",)),
    (r"cbor", ("webauthn",)),
    (r"(lib)?oath", ("totp",)),
    (r"qrcodegen", ("templates",)),
]

# Headers that hold a library's types for several .cpp files of their own folder. Nobody else may include them.
INTERNAL_HEADERS = {
    "keys/openssl_handles.hpp": "one owner type for each OpenSSL object, for the files of keys",
    "webauthn/openssl_handles.hpp": "one owner type for each OpenSSL object, for the files of webauthn",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]', re.MULTILINE)


def owners_of(header):
    for pattern, owners in OWNERS:
        if re.match(pattern, header):
            return owners
    return None


def includes(text):
    for match in INCLUDE.finditer(text):
        yield match.group(1), text.count("\n", 0, match.start(1)) + 1


def is_in(path, folder):
    return path.startswith(folder + "/")


def internal_and_its_includers(tree):
    """The internal headers and every header that includes one, directly or not."""
    tainted = set(INTERNAL_HEADERS)
    while True:
        more = {path for path, text in tree.product() if path.endswith(".hpp") and path not in tainted
                and any(name in tainted for name, _ in includes(text))}
        if not more:
            return tainted
        tainted |= more


def check(tree):
    findings = []
    internal = internal_and_its_includers(tree)
    for path, text in tree.product():
        for header, line in includes(text):
            owners = owners_of(header)
            if owners is not None and not any(is_in(path, owner) for owner in owners):
                findings.append(f"{path}:{line}: <{header}> belongs to {', '.join(owners) or 'nobody'}; "
                                "use that folder's own interface")
            elif owners is not None and path.endswith(".hpp") and path not in INTERNAL_HEADERS:
                findings.append(f"{path}:{line}: <{header}> stands in a header; move it to a .cpp file")
            elif header in internal and header.split("/")[0] != path.split("/")[0]:
                findings.append(f"{path}:{line}: {header} is internal to its folder; use its public headers")
    return findings


REFUSED = [
    {"http/request.cpp": "#include <boost/beast/http.hpp>\n"},
    {"base/text.cpp": "#include <boost/algorithm/string.hpp>\n"},
    {"http/server/server.hpp": "#include <boost/asio/ip/tcp.hpp>\n"},
    {"idp/mint/tokens.cpp": "#include <openssl/evp.h>\n"},
    {"store/database.cpp": "#include <sqlite3.h>\n"},
    {"idp/login/start.cpp": "#include <nlohmann/json.hpp>\n"},
    {"idp/cli/run.hpp": "#include <CLI/CLI.hpp>\n"},
    {"idp/call/call.cpp": '#include "keys/openssl_handles.hpp"\n'},
    {"keys/public.hpp": '#include "keys/openssl_handles.hpp"\n', "idp/call/call.cpp": '#include "keys/public.hpp"\n'},
]
ACCEPTED = [
    {"http/server/server.cpp": "#include <boost/asio/ip/tcp.hpp>\n#include <openssl/ssl.h>\n"},
    {"keys/seal.cpp": '#include "keys/openssl_handles.hpp"\n#include <openssl/evp.h>\n'},
    {"keys/seal.cpp": '#include "keys/key_material.hpp"\n',
     "keys/key_material.hpp": '#include "keys/openssl_handles.hpp"\n'},
    {"store/postgres/connection.cpp": "#include <libpq-fe.h>\n"},
]
