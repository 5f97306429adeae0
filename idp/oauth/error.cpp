#include "idp/oauth/error.hpp"

namespace zugang::idp::oauth {

std::string_view to_name(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::invalid_request:
        return "invalid_request";
    case ErrorKind::invalid_client:
        return "invalid_client";
    case ErrorKind::invalid_grant:
        return "invalid_grant";
    case ErrorKind::unauthorized_client:
        return "unauthorized_client";
    case ErrorKind::unsupported_grant_type:
        return "unsupported_grant_type";
    case ErrorKind::unsupported_response_type:
        return "unsupported_response_type";
    case ErrorKind::invalid_scope:
        return "invalid_scope";
    case ErrorKind::access_denied:
        return "access_denied";
    case ErrorKind::server_error:
        return "server_error";
    case ErrorKind::temporarily_unavailable:
        return "temporarily_unavailable";
    case ErrorKind::login_required:
        return "login_required";
    case ErrorKind::consent_required:
        return "consent_required";
    case ErrorKind::account_selection_required:
        return "account_selection_required";
    case ErrorKind::interaction_required:
        return "interaction_required";
    case ErrorKind::unmet_authentication_requirements:
        return "unmet_authentication_requirements";
    case ErrorKind::request_not_supported:
        return "request_not_supported";
    case ErrorKind::request_uri_not_supported:
        return "request_uri_not_supported";
    case ErrorKind::registration_not_supported:
        return "registration_not_supported";
    case ErrorKind::invalid_token:
        return "invalid_token";
    case ErrorKind::insufficient_scope:
        return "insufficient_scope";
    case ErrorKind::insufficient_user_authentication:
        return "insufficient_user_authentication";
    case ErrorKind::invalid_request_uri:
        return "invalid_request_uri";
    case ErrorKind::invalid_request_object:
        return "invalid_request_object";
    case ErrorKind::invalid_redirect_uri:
        return "invalid_redirect_uri";
    case ErrorKind::invalid_client_metadata:
        return "invalid_client_metadata";
    case ErrorKind::unapproved_software_statement:
        return "unapproved_software_statement";
    case ErrorKind::unsupported_token_type:
        return "unsupported_token_type";
    case ErrorKind::invalid_target:
        return "invalid_target";
    case ErrorKind::invalid_authorization_details:
        return "invalid_authorization_details";
    case ErrorKind::invalid_dpop_proof:
        return "invalid_dpop_proof";
    case ErrorKind::use_dpop_nonce:
        return "use_dpop_nonce";
    case ErrorKind::authorization_pending:
        return "authorization_pending";
    case ErrorKind::slow_down:
        return "slow_down";
    case ErrorKind::expired_token:
        return "expired_token";
    case ErrorKind::unknown_user_id:
        return "unknown_user_id";
    case ErrorKind::invalid_binding_message:
        return "invalid_binding_message";
    }
    return "server_error";
}

} // namespace zugang::idp::oauth
