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

constexpr std::array<MethodName, 13> method_names{{
    {Method::password, "password"},
    {Method::known_password, "known_password"},
    {Method::passkey, "passkey"},
    {Method::totp, "totp"},
    {Method::recovery_code, "recovery_code"},
    {Method::security_key, "security_key"},
    {Method::enrolled, "enrolled"},
    {Method::recovery_codes_kept, "recovery_codes_kept"},
    {Method::put_off, "put_off"},
    {Method::upgrade_possible, "upgrade_possible"},
    {Method::upgrade_settled, "upgrade_settled"},
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
    return proves_first_factor(method) || proves_second_factor(method);
}

oauth::Level passkey_level(Evidence const& evidence)
{
    return evidence.hardware ? oauth::Level::phrh : oauth::Level::phr;
}

/// A way in which the list signs the account in, and when that was.
struct Way {
    oauth::Level level = oauth::Level::none;
    Instant at{};
};

void take_better(Way& best, Way const& way)
{
    if (way.level > best.level || (way.level == best.level && way.at > best.at))
        best = way;
}

/// Two proofs are a way together, as old as the older one.
Way with_second_factor(Evidence const& first, Evidence const& second, EvidenceList const& list)
{
    auto const level = second.method == Method::security_key ? passkey_level(second) : oauth::Level::mfa;
    return {level, std::min(event_time(first, list), event_time(second, list))};
}

Way best_way(EvidenceList const& all, std::string_view account)
{
    auto const list = proofs_of(account, all);
    Way best;
    for (auto const& first : list) {
        if (first.method == Method::passkey)
            take_better(best, {passkey_level(first), event_time(first, list)});
        if (first.method != Method::password)
            continue;
        take_better(best, {oauth::Level::password, event_time(first, list)});
        for (auto const& second : list)
            if (proves_second_factor(second.method) && second.method != Method::passkey)
                take_better(best, with_second_factor(first, second, list));
    }
    return best;
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

Evidence Evidence::passkey(VerifiedPasskey const& proof, std::string flow, Instant now)
{
    auto const method = proof.is_both_factors() ? Method::passkey : Method::security_key;
    return {method, proof.account(), proof.passkey_id(), std::move(flow), now, proof.is_hardware()};
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
        JsonObject object;
        object.add("method", name_of(evidence.method)).add("account", evidence.account);
        object.add_if("credential", evidence.credential).add("flow", evidence.flow).add("at", to_millis(evidence.at));
        if (evidence.hardware)
            object.add("hardware", true);
        json += object.str();
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
                        item.string("flow").value_or(""), from_millis(*at), item.boolean("hardware").value_or(false)});
    }
    return list;
}

bool proves_first_factor(Method method)
{
    return method == Method::password || method == Method::passkey;
}

bool proves_second_factor(Method method)
{
    return method == Method::totp || method == Method::recovery_code || method == Method::security_key ||
           method == Method::passkey;
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

std::optional<Instant> first_factor_proved_at(EvidenceList const& list, std::string_view account)
{
    std::optional<Instant> newest;
    for (auto const& evidence : list)
        if (evidence.account == account && proves_first_factor(evidence.method))
            newest = std::max(newest.value_or(evidence.at), evidence.at);
    return newest;
}

oauth::Level level_of(EvidenceList const& list, std::string_view account)
{
    return best_way(list, account).level;
}

std::optional<Instant> authenticated_at(EvidenceList const& list, std::string_view account)
{
    auto const way = best_way(list, account);
    return way.level == oauth::Level::none ? std::nullopt : std::optional{way.at};
}

std::vector<std::string> amr(EvidenceList const& list)
{
    auto const shows = [&](auto const& fits) { return std::ranges::any_of(list, fits); };
    auto const is_by = [](auto... methods) {
        return [=](Evidence const& evidence) { return ((evidence.method == methods) || ...); };
    };
    auto const is_key = is_by(Method::passkey, Method::security_key);
    auto const has_password = shows(is_by(Method::password));
    std::vector<std::string> names;
    if (has_password)
        names.emplace_back("pwd");
    if (shows(is_by(Method::totp, Method::recovery_code)))
        names.emplace_back("otp");
    if (shows([&](Evidence const& evidence) { return is_key(evidence) && evidence.hardware; }))
        names.emplace_back("hwk");
    if (shows([&](Evidence const& evidence) { return is_key(evidence) && !evidence.hardware; }))
        names.emplace_back("swk");
    if (shows(is_key))
        names.insert(names.end(), {"pop", "user"});
    if (shows(is_by(Method::passkey)) || (has_password && names.size() > 1))
        names.emplace_back("mfa");
    return names;
}

} // namespace zugang::idp::session
