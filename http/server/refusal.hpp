// Refusal: why a request is not passed on. The connection closes after the answer.
#pragma once
#include <string_view>

namespace zugang::http::server {

struct Refusal {
    int status = 400;
    std::string_view reason; // a fixed word for the log, never input
};

} // namespace zugang::http::server
