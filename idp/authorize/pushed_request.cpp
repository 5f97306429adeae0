#include "idp/authorize/pushed_request.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "idp/authorize/checks.hpp"
#include "idp/authorize/identify.hpp"
#include "idp/authorize/request_object.hpp"
#include "idp/call/page_error.hpp"
#include "idp/client_auth/authenticate_client.hpp"
#include "idp/client_auth/sender.hpp"
#include "store/pushed_requests.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::authorize {
namespace {

constexpr std::string_view reference_urn = "urn:ietf:params:oauth:request_uri:";
constexpr std::string_view reference_prefix = "zgpar_";

/// The form without what authenticates the client.
http::Parameters without_credentials(http::Parameters const& form, oauth::Client const& client)
{
    constexpr std::array<std::string_view, 3> credentials{"client_secret", "client_assertion", "client_assertion_type"};
    http::Parameters::List list;
    std::ranges::copy_if(form.all(), std::back_inserter(list), [&](auto const& field) {
        return std::ranges::find(credentials, field.first) == credentials.end();
    });
    if (!form.has("client_id"))
        list.emplace_back("client_id", client.id);
    return http::Parameters{std::move(list)};
}

/// RFC 9449 §10.1: a proof at this endpoint binds the code as dpop_jkt does, and must not contradict it.
void bind_to_sender(Call const& call, oauth::AuthorizationRequest& request, Services& on)
{
    auto const sender = client_auth::find_sender(call, request.client, on);
    if (!sender.jkt)
        return;
    if (request.dpop_jkt && *request.dpop_jkt != *sender.jkt)
        throw oauth::Error{oauth::ErrorKind::invalid_dpop_proof, "dpop_jkt is not the key of the DPoP proof"};
    request.dpop_jkt = sender.jkt;
}

oauth::AuthorizationRequest check_pushed(Call const& call, oauth::Client const& client, Services& on)
{
    if (call.form.find_filled("request_uri"))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "a request_uri cannot be pushed"}; // RFC 9126 §2.1
    auto received = open_request_object(without_credentials(call.form, client), client, on, call.now);
    received.is_pushed = true;
    if (received.parameters.is_doubled("client_id") || received.parameters.get("client_id") != client.id)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "client_id is not the authenticated client's"};
    auto request = find_way_back(received.parameters, client);
    if (!request)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "redirect_uri is missing, doubled or not registered"};
    check_request(received, *request, on);
    bind_to_sender(call, *request, on);
    return std::move(*request);
}

/// Keeps the request; returns its reference, which nobody can guess.
std::string keep(oauth::AuthorizationRequest request, Services& on, Instant now)
{
    auto reference = std::string{reference_urn} + random_token(on.random, reference_prefix);
    store::PushedRequest row;
    row.reference_hash = sha256(bytes_of(reference));
    request.pushed_request = base64url_encode(row.reference_hash);
    row.client_id = request.client.id;
    row.request = oauth::to_json(request);
    row.created_at = now;
    row.expires_at = now + Duration{on.config.oidc.pushed_request_lifetime};
    on.database.write([&](store::Connection& tx) { store::pushed_requests::insert(tx, row); });
    return reference;
}

std::optional<Bytes> reference_hash_of(oauth::AuthorizationRequest const& request)
{
    return request.pushed_request ? base64url_decode(*request.pushed_request) : std::nullopt;
}

} // namespace

http::Response post_pushed_request(Call const& call, Services& on)
{
    auto const client = client_auth::authenticate_client(call, on);
    auto request = check_pushed(call, client.client(), on);
    auto const reference = keep(std::move(request), on, call.now);
    auto const seconds = std::int64_t{on.config.oidc.pushed_request_lifetime.count()};
    return http::json(201, JsonObject{}.add("request_uri", reference).add("expires_in", seconds).str());
}

std::optional<oauth::AuthorizationRequest> find_pushed_request(http::Parameters const& parameters,
                                                               oauth::Client const& client, Services& on, Instant now)
{
    auto const reference = parameters.get("request_uri");
    if (!reference.starts_with(reference_urn))
        return std::nullopt;
    if (parameters.is_doubled("request_uri"))
        throw PageError{400, "invalid_request", "request_uri doubled"};
    auto const row = on.database.read([&](store::Connection& db) {
        return store::pushed_requests::find_open(db, sha256(bytes_of(reference)), client.id, now);
    });
    auto request = row ? oauth::from_json(row->request, client) : std::nullopt;
    if (!request)
        throw PageError{400, "invalid_request", "pushed request unknown, expired, used or of another client"};
    return request;
}

void use_up_pushed_request(store::Connection& tx, oauth::AuthorizationRequest const& request, Instant now)
{
    auto const hash = reference_hash_of(request);
    if (hash && !store::pushed_requests::consume(tx, *hash, now))
        throw PageError{400, "invalid_request", "the pushed request has been answered before"};
}

void close_pushed_request(oauth::AuthorizationRequest const& request, Services& on, Instant now)
{
    if (auto const hash = reference_hash_of(request))
        on.database.write([&](store::Connection& tx) { (void)store::pushed_requests::consume(tx, *hash, now); });
}

} // namespace zugang::idp::authorize
