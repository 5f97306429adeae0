// The message as it travels: headers (RFC 5322), UTF-8 in them (RFC 2047), text and HTML as multipart/alternative
// (RFC 2046) in quoted-printable (RFC 2045).
#pragma once
#include "base/clock.hpp"
#include "base/result.hpp"
#include "idp/mail/mails.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::outbox {

struct Mailbox {
    std::string name; // may be empty
    std::string address;
};

/// "Zugang <kontoservice@example.org>" or the address alone.
[[nodiscard]] Result<Mailbox> parse_mailbox(std::string_view text);

struct MessageFacts {
    Mailbox from;
    std::string to; // address in ASCII
    Instant date;
    std::string id; // unique and unguessable: becomes Message-ID and boundary
};

/// The whole message, lines ending in CRLF. Line breaks and control characters in header values become spaces, so that
/// no value can add a header.
[[nodiscard]] std::string compose(MessageFacts const& facts, mail::Mail const& mail);

/// A header value: as it is where it is plain ASCII, else as RFC 2047 B-words, split between characters.
[[nodiscard]] std::string encode_header(std::string_view text);
[[nodiscard]] std::string quoted_printable(std::string_view text);

} // namespace zugang::idp::outbox
