// Browser: a plain HTTP client that does what a browser does: keeps cookies, follows redirects, submits forms.
#pragma once
#include "http/request.hpp"
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::tests {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Page {
    int status = 0;
    std::string address; // the last one asked for, absolute
    std::vector<http::Header> headers;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const;
    /// Of <main data-page="…">, or empty.
    [[nodiscard]] std::string name() const;
    /// Every data-message on the page.
    [[nodiscard]] std::vector<std::string> messages() const;
    [[nodiscard]] bool has_message(std::string_view code) const;
    /// Every data-error.
    [[nodiscard]] std::string error() const;
    /// Where in the body the attribute of the first form stands whose action begins with `action`; npos. A form that
    /// scripts alone show has to be named by its whole path.
    [[nodiscard]] std::size_t find_form(std::string_view action) const;
    /// The hidden fields of that form.
    [[nodiscard]] Fields hidden_fields(std::string_view action = "") const;
    /// The first one of that name on the page, HTML-decoded; empty where there is none.
    [[nodiscard]] std::string attribute(std::string_view name) const;
    /// Where <meta http-equiv="refresh"> leads, HTML-decoded; empty where there is none.
    [[nodiscard]] std::string refresh_address() const;
    /// A query parameter of the address.
    [[nodiscard]] std::string parameter(std::string_view name) const;
};

class Browser {
public:
    /// Talks only to http://localhost:PORT; a redirect elsewhere ends there, unfollowed, as a page with that address.
    explicit Browser(unsigned short port);

    Page get(std::string const& address);
    Page post(std::string const& address, Fields const& fields);
    /// Posts the page's form (its hidden fields and `fields`) and follows what comes, continue pages included.
    Page submit(Page const& page, Fields const& fields, std::string_view action = "");
    /// One request, no redirect followed, no cookie added but those kept.
    Page request(std::string_view method, std::string const& address, std::string const& body,
                 std::vector<http::Header> const& headers = {});

    std::map<std::string, std::string> cookies;
    std::vector<http::Header> extra_headers;
    std::string user_agent = "Browser of the tests";

private:
    Page follow(Page page);
    void keep_cookies(Page const& page);
    unsigned short port_;
};

} // namespace zugang::tests
