// MailTransport: hands one finished message to the outside world. SMTP in the product; tests put others in its place.
#pragma once
#include "base/result.hpp"
#include "idp/outbox/send_failure.hpp"
#include <stop_token>
#include <string>

namespace zugang::idp::outbox {

struct Envelope {
    std::string sender;    // address alone, ASCII
    std::string recipient; // address alone, ASCII
    std::string message;   // headers and body, lines end in CRLF
};

class MailTransport {
public:
    virtual ~MailTransport() = default;
    /// Blocks until the server has taken the message, or failed. Returns soon after `stop` is requested.
    [[nodiscard]] virtual Result<void, SendFailure> send(Envelope const& envelope, std::stop_token const& stop) = 0;
    /// Nothing more is due: an open connection may be closed.
    virtual void rest() {}
};

} // namespace zugang::idp::outbox
