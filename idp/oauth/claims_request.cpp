#include "idp/oauth/claims_request.hpp"
#include "idp/oauth/claim_names.hpp"
#include <algorithm>

namespace zugang::idp::oauth {
namespace {

constexpr std::size_t most_values = 50;

std::string value_text(Json const& value)
{
    return value.as_string().value_or(value.dump());
}

Result<ClaimRequest> parse_claim(std::string const& name, Json const& wish)
{
    ClaimRequest claim{.name = name};
    if (wish.is_null())
        return claim;
    if (!wish.is_object())
        return failure("a claim is asked for by something that is neither null nor an object");
    if (auto const essential = wish.find("essential")) {
        if (!essential->as_boolean())
            return failure("essential is neither true nor false");
        claim.essential = *essential->as_boolean();
    }
    if (auto const value = wish.find("value"))
        claim.values.push_back(value_text(*value));
    if (auto const values = wish.find("values")) {
        if (!values->is_array() || values->items().size() > most_values)
            return failure("values is no array, or holds more than 50");
        for (auto const& value : values->items())
            claim.values.push_back(value_text(value));
    }
    if (claim.values.size() > most_values) // with `value`: to_json writes one list of both, which is read back
        return failure("a claim has more than 50 values");
    return claim;
}

Result<std::vector<ClaimRequest>> parse_list(Json const& json, std::string_view place)
{
    std::vector<ClaimRequest> list;
    auto const wishes = json.find(place);
    if (!wishes || wishes->is_null())
        return list;
    if (!wishes->is_object())
        return failure("a member of claims is not an object");
    for (auto const& [name, wish] : wishes->members()) {
        auto claim = parse_claim(name, wish);
        if (!claim)
            return std::unexpected(claim.error());
        if (is_known_claim(name))
            list.push_back(std::move(*claim));
    }
    return list;
}

std::string list_to_json(std::vector<ClaimRequest> const& list)
{
    JsonObject json;
    for (auto const& claim : list) {
        JsonObject wish;
        wish.add("essential", claim.essential);
        if (!claim.values.empty())
            wish.add("values", claim.values);
        json.add_raw(claim.name, wish.str());
    }
    return json.str();
}

} // namespace

ClaimRequest const* find_claim(std::vector<ClaimRequest> const& list, std::string_view name)
{
    auto const found = std::ranges::find(list, name, &ClaimRequest::name);
    return found == list.end() ? nullptr : &*found;
}

Result<ClaimsRequest> parse_claims_request(std::string_view text, JsonLimits limits)
{
    auto const json = Json::parse(text, limits);
    if (!json || !json->is_object())
        return failure("claims is not a JSON object");
    auto userinfo = parse_list(*json, "userinfo");
    if (!userinfo)
        return std::unexpected(userinfo.error());
    auto id_token = parse_list(*json, "id_token");
    if (!id_token)
        return std::unexpected(id_token.error());
    return ClaimsRequest{std::move(*userinfo), std::move(*id_token)};
}

std::string to_json(ClaimsRequest const& request)
{
    return JsonObject{}
        .add_raw("userinfo", list_to_json(request.userinfo))
        .add_raw("id_token", list_to_json(request.id_token))
        .str();
}

} // namespace zugang::idp::oauth
