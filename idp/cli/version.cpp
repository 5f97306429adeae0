#include "base/json.hpp"
#include "idp/cli/commands.hpp"
#include <ostream>

namespace zugang::idp::cli {

void print_version(Context& on)
{
    constexpr std::string_view version = ZUGANG_VERSION; // project(… VERSION …) in CMakeLists.txt
    if (on.json())
        on.out() << JsonObject{}.add("version", version).str() << '\n';
    else
        on.out() << "zugang " << version << '\n';
}

} // namespace zugang::idp::cli
