// mail_links: single-use links sent by mail, one kind per purpose. The token is known only to the mail.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

enum class MailLinkKind { confirm_email, reset_password, not_me, unlock_device };

struct MailLink {
    Bytes token_hash; // SHA-256 of the token's text
    MailLinkKind kind = MailLinkKind::confirm_email;
    std::string account_id;
    std::string email;
    std::optional<Bytes> password_hash; // sealed like the account's; of a registration
    std::optional<std::string> flow_id; // the sign-in the person came from
    std::optional<Bytes> browser_hash;  // hash of the registering browser's token
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> replaced_at;
    std::optional<Instant> used_at;
    std::optional<std::string> notice;  // of `not_me`: what was told
    std::optional<std::string> subject; // of `not_me`: the id of the factor it was about
};

namespace mail_links {

/// Inserts, and marks older open links of the same account and kind as replaced, in the same transaction. Those of
/// notices stay: each undoes something else.
void insert(Connection& db, MailLink const& link);
/// In any state: the page says which.
[[nodiscard]] std::optional<MailLink> find(Connection& db, MailLinkKind kind, Bytes const& token_hash);
/// The newest of an account and kind.
[[nodiscard]] std::optional<MailLink> find_newest(Connection& db, MailLinkKind kind, std::string_view account_id);
/// The newest of an account and kind that was sent in a sign-in.
[[nodiscard]] std::optional<MailLink> find_newest_of_flow(Connection& db, MailLinkKind kind,
                                                          std::string_view account_id, std::string_view flow_id);
/// Marks the open links sent in a sign-in as replaced: its address was corrected.
void replace_of_flow(Connection& db, MailLinkKind kind, std::string_view account_id, std::string_view flow_id,
                     Instant now);
/// Uses it up: one conditional UPDATE … RETURNING. Nothing where it was used, replaced, expired or is not there.
[[nodiscard]] std::optional<MailLink> redeem(Connection& db, MailLinkKind kind, Bytes const& token_hash, Instant now);
/// How many of this account and kind since `since`.
[[nodiscard]] std::int64_t count_since(Connection& db, MailLinkKind kind, std::string_view account_id, Instant since);
/// How many notices of this kind since `since`.
[[nodiscard]] std::int64_t count_notices_since(Connection& db, std::string_view account_id, std::string_view notice,
                                               Instant since);
/// When the newest "that was not me" of the account was used, if any.
[[nodiscard]] std::optional<Instant> last_not_me(Connection& db, std::string_view account_id);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace mail_links
} // namespace zugang::store
