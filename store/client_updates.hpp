// client updates: a change that rests on what was read before, and must not undo what another wrote meanwhile.
#pragma once
#include "store/clients.hpp"

namespace zugang::store::clients {

/// As update, where the row is still as `former` was read; false where it was changed or removed since.
[[nodiscard]] bool update_unchanged(Connection& db, ClientRow const& former, ClientRow const& client);

} // namespace zugang::store::clients
