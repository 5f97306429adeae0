#include "idp/throttle/known_device.hpp"

namespace zugang::idp::throttle {

std::optional<KnownDevice> find_known_device(store::Connection&, std::string_view, Call const&, Services&)
{
    return std::nullopt;
}

} // namespace zugang::idp::throttle
