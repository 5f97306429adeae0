// PageError: what a visitor is shown when a request cannot be answered; thrown anywhere, rendered in
// idp/app/answer.cpp.
#pragma once
#include <stdexcept>
#include <string>

namespace zugang::idp {

class PageError : public std::runtime_error {
public:
    /// `code` is one of the error page's codes (idp/pages/error_page); `cause` goes to the log alone.
    PageError(int status, std::string code, std::string const& cause = {})
        : std::runtime_error(cause.empty() ? code : cause), status_(status), code_(std::move(code))
    {
    }
    [[nodiscard]] int status() const { return status_; }
    [[nodiscard]] std::string const& code() const { return code_; }

private:
    int status_;
    std::string code_;
};

/// The browser did not send back our cookie: a page that says how to allow it. `retry` is an address of this server.
class CookiesRequired : public std::runtime_error {
public:
    explicit CookiesRequired(std::string retry) : std::runtime_error("no cookie"), retry_(std::move(retry)) {}
    [[nodiscard]] std::string const& retry() const { return retry_; }

private:
    std::string retry_;
};

/// A sign-in took too long or is not this browser's: a page that starts it again, with the same client and return
/// address.
class SignInExpired : public std::runtime_error {
public:
    explicit SignInExpired(std::string restart) : std::runtime_error("sign-in expired"), restart_(std::move(restart)) {}
    [[nodiscard]] std::string const& restart() const { return restart_; }

private:
    std::string restart_;
};

} // namespace zugang::idp
