#include "idp/second_factor/code_set.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "codes/alphabet.hpp"
#include "codes/mint.hpp"
#include "idp/notices/notices.hpp"
#include "idp/second_factor/set_up.hpp"
#include "idp/session/check_recovery_code.hpp"
#include <stdexcept>

namespace zugang::idp::second_factor {
namespace {

constexpr std::size_t codes_in_set = 10;

keys::Sealer::Place codes_place(std::string_view set_id)
{
    return {"recovery_code_sets", "sealed_codes", set_id};
}

std::vector<codes::Code> mint_codes(Services& on)
{
    std::vector<codes::Code> minted;
    while (minted.size() < codes_in_set)
        minted.push_back(codes::mint(codes::Kind::recovery, on.random));
    return minted;
}

/// One to a line, as they are printed.
Secret text_of(std::vector<codes::Code> const& minted)
{
    std::string lines;
    lines.reserve(minted.size() * (codes::code_length + 3)); // no copy of them stays behind
    for (auto const& code : minted)
        lines += codes::grouped(code.symbols()) + "\n";
    return Secret{std::move(lines)};
}

std::vector<Bytes> hashes_of(std::vector<codes::Code> const& minted, std::string const& account_id, Services& on)
{
    std::vector<Bytes> hashes;
    for (auto const& code : minted)
        hashes.push_back(session::recovery_code_hash(account_id, code, on));
    return hashes;
}

} // namespace

void make_code_set(session::Flow const& flow, std::string const& account_id, std::string_view former, Call const& call,
                   Services& on)
{
    auto const minted = mint_codes(on);
    store::RecoveryCodeSet set;
    set.id = random_token(on.random, "rcs_");
    set.account_id = account_id;
    set.flow_id = flow.row.id;
    set.sealed_codes = on.sealer.seal(text_of(minted).reveal(), codes_place(set.id));
    set.shown_until = call.now + codes_shown_for;
    set.created_at = call.now;
    auto const since = proved_since(flow, account_id, call, on);
    auto const is_made = on.database.write([&](store::Connection& tx) {
        if (!store::accounts::hold(tx, account_id, since) ||
            !store::recovery_codes::create_set(tx, set, former, hashes_of(minted, account_id, on)))
            return false;
        notices::queue(tx, {notices::Kind::factor_added, account_id, templates::tr("Wiederherstellungscodes")},
                       call.now, on);
        return true;
    });
    if (!is_made)
        return;
    log::info("recovery_codes_made", {{"account", account_id}, {"set", set.id}});
    on.wake_outbox();
}

bool is_shown_in(session::Flow const& flow, store::RecoveryCodeSet const& set, Instant now)
{
    return set.flow_id == flow.row.id && set.sealed_codes && !set.kept_at && now < set.shown_until;
}

std::vector<std::string> shown_codes(store::RecoveryCodeSet const& set, Services& on)
{
    auto const text = on.sealer.open(set.sealed_codes.value(), codes_place(set.id));
    if (!text)
        throw std::runtime_error{"recovery codes do not open: " + text.error().what};
    return split_words(text->reveal(), '\n');
}

} // namespace zugang::idp::second_factor
