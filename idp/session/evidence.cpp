#include "idp/session/evidence.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::idp::session {
namespace {

std::string_view name_of(Method method)
{
    switch (method) {
    case Method::password:
        return "password";
    case Method::known_password:
        return "known_password";
    case Method::chosen_account:
        return "chosen_account";
    case Method::consent:
        return "consent";
    }
    return "";
}

Method method_of(std::string_view name)
{
    for (auto const method : {Method::password, Method::known_password, Method::chosen_account, Method::consent}) {
        if (name_of(method) == name)
            return method;
    }
    throw std::logic_error{"unknown kind of evidence in the store"};
}

bool proves_identity(Method method)
{
    switch (method) {
    case Method::password:
        return true;
    case Method::known_password:
    case Method::chosen_account:
    case Method::consent:
        return false;
    }
    return false;
}

} // namespace

Evidence Evidence::password(VerifiedPassword const& proof, Instant now)
{
    return {Method::password, proof.account(), now};
}

Evidence Evidence::known_password(VerifiedPassword const& proof, Instant now)
{
    return {Method::known_password, proof.account(), now};
}

Evidence Evidence::chosen_account(std::string account, Instant now)
{
    return {Method::chosen_account, std::move(account), now};
}

Evidence Evidence::consent(std::string account, Instant now)
{
    return {Method::consent, std::move(account), now};
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
        list.push_back({method_of(item.string("method").value_or("")), *account, from_millis(*at)});
    }
    return list;
}

std::optional<Instant> authenticated_at(EvidenceList const& list, std::string_view account)
{
    std::optional<Instant> newest;
    for (auto const& evidence : list) {
        if (proves_identity(evidence.method) && evidence.account == account)
            newest = newest ? std::max(*newest, evidence.at) : evidence.at;
    }
    return newest;
}

std::vector<std::string> amr(EvidenceList const& list)
{
    auto const is_password = [](Evidence const& evidence) { return evidence.method == Method::password; };
    if (std::ranges::any_of(list, is_password))
        return {"pwd"};
    return {};
}

std::string acr(EvidenceList const& list)
{
    return amr(list).empty() ? "" : "urn:zugang:acr:password";
}

} // namespace zugang::idp::session
