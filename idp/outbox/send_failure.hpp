// Why something of the outbox did not go out. `what` names no address and repeats nothing the other side said.
#pragma once
#include <string>

namespace zugang::idp::outbox {

struct SendFailure {
    enum class Kind {
        transient, // again later
        refused,   // the other side said no for good; a misconfigured one does so too
        hopeless,  // never: the row cannot be read, or nobody is there any more
        stopped,   // this program is ending
    };
    Kind kind = Kind::transient;
    std::string what;
};

} // namespace zugang::idp::outbox
