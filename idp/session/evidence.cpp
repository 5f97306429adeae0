#include "idp/session/evidence.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

namespace zugang::idp::session {
namespace {

struct MethodName {
    Method method;
    std::string_view name;
};

constexpr std::array<MethodName, 9> method_names{{
    {Method::password, "password"},
    {Method::known_password, "known_password"},
    {Method::totp, "totp"},
    {Method::recovery_code, "recovery_code"},
    {Method::enrolled, "enrolled"},
    {Method::recovery_codes_kept, "recovery_codes_kept"},
    {Method::put_off, "put_off"},
    {Method::chosen_account, "chosen_account"},
    {Method::consent, "consent"},
}};

std::string_view name_of(Method method)
{
    auto const found = std::ranges::find(method_names, method, &MethodName::method);
    return found == method_names.end() ? "" : found->name;
}

Method method_of(std::string_view name)
{
    auto const found = std::ranges::find(method_names, name, &MethodName::name);
    if (found == method_names.end())
        throw std::logic_error{"unknown kind of evidence in the store"};
    return found->method;
}

bool is_proof(Method method)
{
    return method == Method::password || is_second_factor(method);
}

/// The newest proof of the first or of the second factor.
Evidence const* newest_proof(EvidenceList const& list, std::string_view account, bool second)
{
    Evidence const* newest = nullptr;
    for (auto const& evidence : list) {
        if (evidence.account == account && is_proof(evidence.method) && is_second_factor(evidence.method) == second &&
            (newest == nullptr || evidence.at >= newest->at))
            newest = &evidence;
    }
    return newest;
}

} // namespace

Evidence Evidence::password(VerifiedPassword const& proof, std::string flow, Instant now)
{
    return {Method::password, proof.account(), "", std::move(flow), now};
}

Evidence Evidence::known_password(VerifiedPassword const& proof, std::string flow, Instant now)
{
    return {Method::known_password, proof.account(), "", std::move(flow), now};
}

Evidence Evidence::totp(VerifiedTotp const& proof, std::string flow, Instant now)
{
    return {Method::totp, proof.account(), proof.factor_id(), std::move(flow), now};
}

Evidence Evidence::recovery_code(VerifiedRecoveryCode const& proof, std::string flow, Instant now)
{
    return {Method::recovery_code, proof.account(), proof.code_id(), std::move(flow), now};
}

Evidence Evidence::deed(Method method, std::string account, std::string flow, Instant now)
{
    if (is_proof(method) || method == Method::known_password)
        throw std::logic_error{"a proof is made from what was verified"};
    return {method, std::move(account), "", std::move(flow), now};
}

std::string to_json(EvidenceList const& list)
{
    std::string json = "[";
    for (auto const& evidence : list) {
        if (json.size() > 1)
            json += ',';
        json += JsonObject{}
                    .add("method", name_of(evidence.method))
                    .add("account", evidence.account)
                    .add_if("credential", evidence.credential)
                    .add("flow", evidence.flow)
                    .add("at", to_millis(evidence.at))
                    .str();
    }
    return json + "]";
}

EvidenceList evidence_from_json(std::string_view text)
{
    auto const json = Json::parse(text);
    if (!json || !json->is_array())
        throw std::logic_error{"evidence in the store is not a JSON array"};
    EvidenceList list;
    for (auto const& item : json->items()) {
        auto const account = item.string("account");
        auto const at = item.integer("at");
        if (!account || !at)
            throw std::logic_error{"evidence in the store lacks a member"};
        list.push_back({method_of(item.string("method").value_or("")), *account, item.string("credential").value_or(""),
                        item.string("flow").value_or(""), from_millis(*at)});
    }
    return list;
}

bool is_second_factor(Method method)
{
    return method == Method::totp || method == Method::recovery_code;
}

EvidenceList proofs_of(std::string_view account, EvidenceList const& list)
{
    EvidenceList proofs;
    std::ranges::copy_if(list, std::back_inserter(proofs), [&](Evidence const& evidence) {
        return evidence.account == account && is_proof(evidence.method);
    });
    return proofs;
}

Instant event_time(Evidence const& proof, EvidenceList const& list)
{
    auto time = proof.at;
    for (auto const& other : list) {
        if (other.account == proof.account && other.flow == proof.flow && is_proof(other.method))
            time = std::max(time, other.at);
    }
    return time;
}

std::optional<Instant> password_proved_at(EvidenceList const& list, std::string_view account)
{
    auto const* const password = newest_proof(list, account, /*second=*/false);
    return password == nullptr ? std::nullopt : std::optional{password->at};
}

oauth::Level level_of(EvidenceList const& list, std::string_view account)
{
    if (newest_proof(list, account, /*second=*/false) == nullptr)
        return oauth::Level::none;
    return newest_proof(list, account, /*second=*/true) == nullptr ? oauth::Level::password : oauth::Level::mfa;
}

std::optional<Instant> authenticated_at(EvidenceList const& list, std::string_view account)
{
    auto const* const first = newest_proof(list, account, /*second=*/false);
    if (first == nullptr)
        return std::nullopt;
    auto const first_time = event_time(*first, list);
    auto const* const second = newest_proof(list, account, /*second=*/true);
    return second == nullptr ? first_time : std::min(first_time, event_time(*second, list));
}

std::vector<std::string> amr(EvidenceList const& list)
{
    auto const shows = [&](auto... methods) {
        return std::ranges::any_of(list,
                                   [=](Evidence const& evidence) { return ((evidence.method == methods) || ...); });
    };
    std::vector<std::string> names;
    if (shows(Method::password))
        names.emplace_back("pwd");
    if (shows(Method::totp, Method::recovery_code))
        names.emplace_back("otp");
    if (names.size() > 1)
        names.emplace_back("mfa");
    return names;
}

} // namespace zugang::idp::session
