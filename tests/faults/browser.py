"""A browser as far as these tests need one: cookies, redirects, forms. Every request has a connection of its own."""
import http.client
import urllib.parse
from html.parser import HTMLParser


class Unreachable(Exception):
    """The connection broke or was refused: whether the request took effect is unknown."""


class Busy(Exception):
    """503: the server did nothing."""


class Unexpected(Exception):
    """An answer that should not be; the test fails."""


class PageReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.name = ""
        self.messages = []
        self.forms = []
        self.onward = None

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        if tag == "main":
            self.name = of.get("data-page", "")
        if "data-message" in of:
            self.messages.append(of["data-message"])
        if tag == "form":
            self.forms.append((of.get("action", ""), {}))
        if tag == "input" and of.get("type") == "hidden" and self.forms:
            self.forms[-1][1][of["name"]] = of.get("value", "")
        if tag == "meta" and of.get("http-equiv") == "refresh":
            self.onward = of["content"].split("url=", 1)[1]


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.location = headers.get("Location")
        self.body = body
        self.page = PageReader()
        if (headers.get("Content-Type") or "").startswith("text/html"):
            self.page.feed(body)

    def form(self, action):
        """(address, hidden fields) of the form that posts to `action`."""
        for address, fields in self.page.forms:
            if urllib.parse.urlsplit(address).path == action:
                return address, dict(fields)
        raise Unexpected(f"no form to {action} on page {self.page.name!r} {self.page.messages}, status {self.status}")

    def __str__(self):
        return f"status {self.status}, location {self.location}, page {self.page.name!r} {self.page.messages}"


class Browser:
    def __init__(self, port):
        self.port = port
        self.origin = f"http://localhost:{port}"
        self.cookies = {}

    def send(self, method, address, form=None, headers=None):
        sent = {"Host": f"localhost:{self.port}", "Connection": "close", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, address, body, sent)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as problem:
            raise Unreachable(str(problem)) from problem
        finally:
            connection.close()
        self.keep_cookies(response.headers.get_all("Set-Cookie") or [])
        if response.status == 503:
            raise Busy()
        if response.status >= 500:
            raise Unexpected(f"{method} {address}: status {response.status}")
        return Answer(response.status, response.headers, text)

    def keep_cookies(self, lines):
        for line in lines:
            name, _, value = line.split(";")[0].partition("=")
            if value and "Max-Age=0" not in line:
                self.cookies[name.strip()] = value.strip()
            else:
                self.cookies.pop(name.strip(), None)

    def local(self, address):
        """The path of an address of the server itself, else nothing."""
        if address.startswith("/"):
            return address
        return address[len(self.origin):] if address.startswith(self.origin + "/") else None

    def go(self, answer):
        """Follows redirects and pages that go on by themselves, up to a page or an address elsewhere."""
        for _ in range(10):
            onward = answer.location or answer.page.onward
            path = onward and self.local(onward)
            if not path:
                return answer
            answer = self.send("GET", path)
        raise Unexpected("a redirect without end")

    def open(self, address):
        return self.go(self.send("GET", address))
