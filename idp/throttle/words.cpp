#include "idp/call/frame.hpp"
#include "idp/throttle/throttle.hpp"

namespace zugang::idp::throttle {

http::Response show_wait(Wait const& wait, std::string html)
{
    auto answer = show(std::move(html), 429);
    answer.set("Retry-After", std::to_string(wait.length.count()));
    return answer;
}

templates::Text wait_words(Wait const& wait)
{
    constexpr std::chrono::hours long_wait{2}; // "1 434 minutes" tells nobody anything
    return templates::duration_words(wait.length < long_wait
                                         ? wait.length
                                         : std::chrono::seconds{std::chrono::ceil<std::chrono::hours>(wait.length)});
}

} // namespace zugang::idp::throttle
