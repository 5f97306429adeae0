#include "idp/outbox/client_answer.hpp"
#include <algorithm>

namespace zugang::idp::outbox {
namespace {

SendFailure::Kind kind_of(http::client::FetchFailure::Kind kind)
{
    using Fetch = http::client::FetchFailure::Kind;
    switch (kind) {
    case Fetch::forbidden:
        return SendFailure::Kind::hopeless;
    case Fetch::stopped:
        return SendFailure::Kind::stopped;
    case Fetch::unreachable:
    case Fetch::too_slow:
    case Fetch::too_large:
        return SendFailure::Kind::transient;
    }
    return SendFailure::Kind::transient;
}

} // namespace

Result<void, SendFailure> judge_answer(Result<http::client::Answer, http::client::FetchFailure> const& answer,
                                       std::initializer_list<int> for_good)
{
    if (!answer)
        return std::unexpected(SendFailure{kind_of(answer.error().kind), answer.error().what});
    if (answer->status == 200 || answer->status == 204)
        return {};
    auto const is_final = std::ranges::find(for_good, answer->status) != for_good.end();
    return std::unexpected(SendFailure{is_final ? SendFailure::Kind::refused : SendFailure::Kind::transient,
                                       "answered with status " + std::to_string(answer->status)});
}

} // namespace zugang::idp::outbox
