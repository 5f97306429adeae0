#include "base/text.hpp"
#include "idp/authorize/check_list.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>

namespace zugang::idp::authorize {
namespace {

bool is_scope_word(std::string const& word)
{
    return std::ranges::all_of(word, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

} // namespace

/// Unknown words, and words the client may not ask for, are left out (OIDC Core §3.1.2.1); nothing left is an error.
void check_scope(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const asked = split_words(received.parameters.get("scope"));
    if (!std::ranges::all_of(asked, is_scope_word))
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "scope contains characters that no scope word has"};
    request.scope = oauth::allowed_scope(asked, request.client.scope);
    if (request.scope.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "scope names nothing this client may ask for"};
    if (request.response_type.id_token && !oauth::has_word(request.scope, "openid"))
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "an ID token needs the scope word openid"};
}

/// OIDC Core §11: left out where no code is asked for, and where nobody would be asked: a client that is not trusted
/// must send prompt=consent.
void check_offline_access(Received const&, oauth::AuthorizationRequest& request, Services&)
{
    if (request.response_type.code && (request.prompt.consent || request.client.trusted))
        return;
    std::erase(request.scope, "offline_access");
    if (request.scope.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "offline_access needs prompt=consent"};
}

} // namespace zugang::idp::authorize
