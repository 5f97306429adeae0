// CibaSimulator: the person's other device, outside the server: approves and denies what waits in the store. The
// product has no way to approve by itself.
#pragma once
#include "idp/session/evidence.hpp"
#include "store/ciba_requests.hpp"
#include "tests/support/stand.hpp"

namespace zugang::tests {

class CibaSimulator {
public:
    explicit CibaSimulator(Stand& stand);
    ~CibaSimulator();

    [[nodiscard]] std::vector<store::CibaRequest> open(std::string const& account);
    /// The oldest that waits for the account; false where nothing does, or it was too late. The evidence is that of a
    /// password this device asked for.
    bool approve(std::string const& account);
    bool deny(std::string const& account);
    /// With evidence of another account: must be refused.
    bool approve_for(std::string const& account, std::string const& proved_account);

private:
    struct Tools;
    Stand& stand_;
    std::unique_ptr<Tools> tools_;
};

} // namespace zugang::tests
