// OAuth errors: the closed list of registered names, and the two ways one leaves the program (RFC 6749 §4.1.2.1, §5.2;
// OIDC Core §3.1.2.6).
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace zugang::idp::oauth {

enum class ErrorKind {
    invalid_request,
    invalid_client,
    invalid_grant,
    unauthorized_client,
    unsupported_grant_type,
    unsupported_response_type,
    invalid_scope,
    access_denied,
    server_error,
    temporarily_unavailable,
    login_required,
    consent_required,
    account_selection_required,
    interaction_required,
    unmet_authentication_requirements,
    request_not_supported,
    request_uri_not_supported,
    registration_not_supported,
    invalid_token,
    insufficient_scope,
    insufficient_user_authentication, // RFC 9470
    invalid_request_uri,              // OIDC Core §3.1.2.6
    invalid_request_object,
    invalid_redirect_uri, // RFC 7591 §3.2.2
    invalid_client_metadata,
    unapproved_software_statement,
    unsupported_token_type,        // RFC 7009 §2.2.1
    invalid_target,                // RFC 8707 §2
    invalid_authorization_details, // RFC 9396 §5
    invalid_dpop_proof,            // RFC 9449 §5
    use_dpop_nonce,                // RFC 9449 §8
    authorization_pending,         // RFC 8628 §3.5, CIBA §11
    slow_down,
    expired_token,
    unknown_user_id, // CIBA §13
    invalid_binding_message,
};

[[nodiscard]] std::string_view to_name(ErrorKind kind);

/// Answered as JSON by the endpoint that throws it. `description` is ASCII of our own words, never input; `cause` goes
/// to the log alone.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, std::string description, std::string const& cause = {})
        : std::runtime_error(cause.empty() ? description : cause), kind_(kind), description_(std::move(description))
    {
    }
    [[nodiscard]] ErrorKind kind() const { return kind_; }
    [[nodiscard]] std::string const& description() const { return description_; }

private:
    ErrorKind kind_;
    std::string description_;
};

} // namespace zugang::idp::oauth
