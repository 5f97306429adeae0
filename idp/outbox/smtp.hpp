// SMTP (RFC 5321) through libcurl: STARTTLS when offered or required (RFC 3207), implicit TLS (RFC 8314), AUTH.
#pragma once
#include "idp/config/config.hpp"
#include "idp/outbox/mail_transport.hpp"
#include <chrono>
#include <memory>

namespace zugang::idp::outbox {

struct SmtpTimes {
    std::chrono::milliseconds connect{10000};
    std::chrono::milliseconds whole_mail{60000};
};

/// One connection, kept between mails; for one thread.
class SmtpTransport : public MailTransport {
public:
    /// Throws std::runtime_error with a sentence for the operator: a URL that is not smtp:// or smtps://, a password
    /// file that cannot be read. A password in the settings goes over TLS or loopback only.
    explicit SmtpTransport(config::Mail const& settings, SmtpTimes times = {});
    ~SmtpTransport() override;

    [[nodiscard]] Result<void, SendFailure> send(Envelope const& envelope, std::stop_token const& stop) override;
    void rest() override;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace zugang::idp::outbox
