#include "idp/device/ticket.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"

namespace zugang::idp::device {
namespace {

constexpr std::size_t longest_kept = 200; // bytes; the field takes 40 characters

keys::Sealer::Place ticket_place(Ticket::Kind kind, std::string_view account_id)
{
    return {"device", kind == Ticket::Kind::known ? "known" : "wrong", account_id};
}

} // namespace

std::string seal_ticket(Ticket const& ticket, std::string_view account_id, Services& on)
{
    JsonObject json;
    json.add("typed", ticket.typed.size() <= longest_kept ? ticket.typed : std::string{});
    json.add("problem", ticket.problem).add("until", to_millis(ticket.until));
    return base64url_encode(on.sealer.seal(json.str(), ticket_place(ticket.kind, account_id)));
}

std::optional<Ticket> open_ticket(Ticket::Kind kind, std::string_view account_id, Call const& call, Services& on)
{
    auto const sealed = base64url_decode(call.query.get("ticket"));
    auto const opened =
        sealed ? on.sealer.open(*sealed, ticket_place(kind, account_id)) : Result<Secret>{failure("not base64url")};
    auto const json = opened ? Json::parse(opened->reveal()) : Result<Json>{failure("does not open")};
    if (!json)
        return std::nullopt;
    auto const until = from_millis(json->integer("until").value_or(0));
    if (until <= call.now)
        return std::nullopt;
    return Ticket{kind, json->string("typed").value_or(""), json->string("problem").value_or(""), until};
}

} // namespace zugang::idp::device
