"""An answer leaves for a client's address only in idp/authorize/respond.cpp, and Location is set only in http/."""
import re

from tree import code_only, line_of

# Who may read the address out of a VerifiedRedirect, and why.
READERS = {
    "idp/authorize/respond.cpp": "sends the answer there",
    "idp/authorize/issue.cpp": "keeps it with the code, to be compared at the token endpoint",
    "idp/oauth/authorization_request.cpp": "keeps it with the sign-in",
    "idp/session/next_step.cpp": "asks whether it is https, for consent (RFC 8252 §8.6)",
}
ADDRESS = re.compile(r"\bredirect(?:_uri)?\s*(?:\.|->)\s*uri\s*\(")
REQUESTED = re.compile(r"see_other\s*\([^;]*\b(?:redirect_uri|redirect)\b")
LOCATION = re.compile(r"\b(?:set|add)\s*\(\s*\"Location\"")
LITERAL_LOCATION_HOME = "http/response.cpp"


def check(tree):
    findings = []
    for path, text in tree.product():
        if not path.endswith((".cpp", ".hpp")):
            continue
        code = code_only(text)
        for match in ADDRESS.finditer(code):
            if path not in READERS:
                findings.append(f"{path}:{line_of(code, match.start())}: reads a client's redirect address; answer "
                                "through respond() or respond_error() of idp/authorize/respond.hpp")
        for match in REQUESTED.finditer(code):
            if path != "idp/authorize/respond.cpp":
                findings.append(f"{path}:{line_of(code, match.start())}: redirects to an address out of a request; only "
                                "respond() does, and only to a VerifiedRedirect")
        for match in LOCATION.finditer(text):
            if path != LITERAL_LOCATION_HOME:
                findings.append(f"{path}:{line_of(text, match.start())}: sets Location by hand; use http::see_other")
    return findings


REFUSED = [
    {"idp/login/consent.cpp": "return http::see_other(flow.request->redirect.uri());\n"},
    {"idp/authorize/decide.cpp": "auto const to = request.redirect.uri();\n"},
    {"idp/authorize/endpoint.cpp": 'return http::see_other(append_query(redirect_uri, {{"error", e}}));\n'},
    {"idp/app/answer.cpp": 'answer.set("Location", call.query.get("redirect_uri"));\n'},
]
ACCEPTED = [
    {"idp/authorize/respond.cpp": "return http::see_other(append_query(request.redirect.uri(), parameters));\n"},
    {"http/response.cpp": 'return answer.set("Location", location);\n'},
    {"idp/login/consent.cpp": 'return http::see_other(flow.address("/login"));\n'},
]
