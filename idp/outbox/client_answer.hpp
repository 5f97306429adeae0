// What a client's answer, or its silence, means for a row of the outbox.
#pragma once
#include "http/client/https_client.hpp"
#include "idp/outbox/send_failure.hpp"
#include <initializer_list>

namespace zugang::idp::outbox {

/// Delivered with status 200 or 204; refused for good with one of `for_good`; everything else may pass.
[[nodiscard]] Result<void, SendFailure>
judge_answer(Result<http::client::Answer, http::client::FetchFailure> const& answer,
             std::initializer_list<int> for_good);

} // namespace zugang::idp::outbox
