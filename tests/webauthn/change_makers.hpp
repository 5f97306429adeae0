// How the tables of changed ceremonies are written: one change of one part, and what several formats have in common.
#pragma once
#include "tests/support/soft_der.hpp"
#include "tests/webauthn/changed_ceremonies.hpp"

namespace zugang::webauthn::tests {

using Changes = std::vector<RegistrationChange>;

inline void join(Changes& changes, Changes const& more)
{
    changes.insert(changes.end(), more.begin(), more.end());
}

/// A change of the statement, of its certificate, its members, its chain, the TPM's structures, Android's.
[[nodiscard]] inline DraftChange state(std::function<void(SoftStatement&)> change)
{
    return [change](RegistrationDraft& draft) { change(draft.request.statement); };
}
[[nodiscard]] inline DraftChange leaf(std::function<void(CertificatePlan&)> change)
{
    return state([change](SoftStatement& statement) { statement.change_leaf = change; });
}
[[nodiscard]] inline DraftChange members(std::function<void(cbor::Members&)> change)
{
    return state([change](SoftStatement& statement) { statement.change_members = change; });
}
[[nodiscard]] inline DraftChange x5c(std::function<void(std::vector<Bytes>&)> change)
{
    return state([change](SoftStatement& statement) { statement.change_x5c = change; });
}
[[nodiscard]] inline DraftChange area(std::function<void(TpmPublicArea&)> change)
{
    return state([change](SoftStatement& statement) { statement.change_public_area = change; });
}
[[nodiscard]] inline DraftChange info(std::function<void(TpmCertInfo&)> change)
{
    return state([change](SoftStatement& statement) { statement.change_cert_info = change; });
}
[[nodiscard]] inline DraftChange description(std::function<void(AndroidKeyDescription&)> change)
{
    return state([change](SoftStatement& statement) { statement.change_description = change; });
}

[[nodiscard]] RegistrationChange without(std::string const& member);
[[nodiscard]] RegistrationChange replaced(std::string const& what, Reason reason, std::string const& member,
                                          Bytes const& value);
/// Of a statement with a signature, with an algorithm, with certificates where trust is asked for.
[[nodiscard]] Changes signature_changes();
[[nodiscard]] Changes algorithm_changes(Reason other);
[[nodiscard]] Changes chain_changes();
[[nodiscard]] RegistrationChange no_intermediate();
[[nodiscard]] RegistrationChange other_certified_key(Reason reason);
[[nodiscard]] RegistrationChange other_aaguid();
[[nodiscard]] Changes tpm_changes();

} // namespace zugang::webauthn::tests
