#include "idp/session/check_totp.hpp"
#include "base/log.hpp"
#include "totp/secret.hpp"
#include "totp/verify.hpp"
#include <cstdlib>
#include <stdexcept>

namespace zugang::idp::session {
namespace {

keys::Sealer::Place totp_place(std::string_view factor_id)
{
    return {"totp_factors", "secret", factor_id};
}

/// What one app says to a code.
struct AppAnswer {
    std::string factor_id;
    std::optional<std::int64_t> step;
    std::optional<totp::Drift> drift;
};

void burn_steps_to_come(std::vector<AppAnswer> const& answers, Services& on)
{
    for (auto const& answer : answers) {
        if (!answer.drift || !answer.drift->is_ahead())
            continue;
        auto const until = totp::start_of(answer.drift->step + 3); // by then no window takes it, on any node's clock
        on.database.write(
            [&](store::Connection& tx) { store::totp_factors::burn(tx, answer.factor_id, answer.drift->step, until); });
    }
}

std::optional<totp::Drift> nearest_drift(std::vector<AppAnswer> const& answers)
{
    std::optional<totp::Drift> nearest;
    for (auto const& answer : answers)
        if (answer.drift && (!nearest || std::abs(answer.drift->steps) < std::abs(nearest->steps)))
            nearest = answer.drift;
    return nearest;
}

} // namespace

totp::Window TotpCheck::window() const
{
    return on_.config.totp.window == 0 ? totp::Window::present : totp::Window::previous_too;
}

std::optional<VerifiedTotp> TotpCheck::use_up(Accepted const& code, Record const& record)
{
    return on_.database.write([&](store::Connection& tx) -> std::optional<VerifiedTotp> {
        if (!store::totp_factors::advance(tx, code.factor_id, code.step, code.now))
            return std::nullopt;
        VerifiedTotp proof{code.account_id, code.factor_id};
        record(tx, proof);
        return proof;
    });
}

TotpOutcome TotpCheck::check(throttle::Attempt const& attempt, std::string_view code, Instant now, Record const& record)
{
    auto const factors = on_.database.read(
        [&](store::Connection& db) { return store::totp_factors::list_confirmed(db, attempt.account_id()); });
    std::vector<AppAnswer> answers;
    for (auto const& factor : factors) {
        auto const key = totp_key(factor, on_);
        answers.push_back(
            {factor.id, totp::verify(key, code, now, window()), totp::find_drift(key, code, now, window())});
    }
    auto is_used = false;
    for (auto const& answer : answers) {
        if (!answer.step)
            continue;
        if (auto proof = use_up({attempt.account_id(), answer.factor_id, *answer.step, now}, record))
            return {TotpOutcome::Kind::verified, std::move(proof)};
        is_used = true;
    }
    burn_steps_to_come(answers, on_);
    if (is_used)
        return {TotpOutcome::Kind::already_used};
    if (auto const drift = nearest_drift(answers))
        return {TotpOutcome::Kind::drifted, std::nullopt, drift};
    return {};
}

FirstCodeOutcome TotpCheck::compare(store::TotpFactor const& factor, std::string_view code, Instant now)
{
    auto const key = totp_key(factor, on_);
    if (auto const step = totp::verify(key, code, now, window()))
        return {FirstCode{factor, *step}};
    return {std::nullopt, totp::find_drift(key, code, now, window())};
}

Result<VerifiedTotp, store::totp_factors::Confirmed> TotpCheck::confirm(store::Connection& tx, Enrolment const& wanted)
{
    auto const& code = wanted.code;
    auto const confirmed = store::totp_factors::confirm(
        tx, {code.factor_id_, code.step_, wanted.name, on_.config.totp.devices, wanted.is_first}, wanted.now);
    if (confirmed != store::totp_factors::Confirmed::yes)
        return std::unexpected(confirmed);
    return VerifiedTotp{code.account_id_, code.factor_id_};
}

totp::Key totp_key(store::TotpFactor const& factor, Services& on)
{
    auto secret = on.sealer.open(factor.secret, totp_place(factor.id));
    if (!secret)
        throw std::runtime_error{"the key of an authenticator app does not open: " + secret.error().what};
    return {std::move(*secret), totp::algorithm_from(factor.algorithm)};
}

store::TotpFactor make_totp_factor(std::string account_id, std::string flow_id, Instant expires_at, Call const& call,
                                   Services& on)
{
    store::TotpFactor factor;
    factor.id = random_token(on.random, "fct_");
    factor.account_id = std::move(account_id);
    factor.flow_id = std::move(flow_id);
    factor.secret = on.sealer.seal(totp::mint_secret(on.random).reveal(), totp_place(factor.id));
    factor.algorithm = on.config.totp.algorithm;
    factor.created_at = call.now;
    factor.expires_at = expires_at;
    return factor;
}

} // namespace zugang::idp::session
