// PhaseTimes: until when the next bytes of a request must come. Header time runs from its first byte, body time from
// the end of its header: a client that sends a byte now and then (slow loris) does not get more.
#pragma once
#include "http/server/limits.hpp"
#include "http/server/request_reader.hpp"
#include <chrono>

namespace zugang::http::server {

using SteadyTime = std::chrono::steady_clock::time_point;

class PhaseTimes {
public:
    /// The first request of a connection has its header time at once, a later one may be waited for.
    PhaseTimes(Limits const& limits, bool is_first)
        : limits_(&limits), phase_(is_first ? Phase::header : Phase::idle),
          deadline_(now() + (is_first ? limits.header_time : limits.keep_alive))
    {
    }

    void update(RequestReader const& reader)
    {
        if (phase_ != Phase::body && reader.has_header()) {
            phase_ = Phase::body;
            deadline_ = now() + limits_->body_time;
        } else if (phase_ == Phase::idle && reader.has_begun()) {
            phase_ = Phase::header;
            deadline_ = now() + limits_->header_time;
        }
    }
    [[nodiscard]] SteadyTime deadline() const { return deadline_; }

private:
    enum class Phase { idle, header, body };
    static SteadyTime now() { return std::chrono::steady_clock::now(); }

    Limits const* limits_;
    Phase phase_;
    SteadyTime deadline_;
};

} // namespace zugang::http::server
