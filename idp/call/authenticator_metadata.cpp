#include "idp/call/authenticator_metadata.hpp"
#include "base/log.hpp"
#include "idp/call/operator_file.hpp"
#include "webauthn/metadata_blob.hpp"
#include <stdexcept>

namespace zugang::idp {

webauthn::TrustStore load_certificates(std::string const& setting, std::string const& file)
{
    constexpr std::size_t largest = 1'048'576;
    auto const text = read_operator_file(file, largest);
    if (!text)
        throw std::runtime_error{setting + ": " + file + " " + text.error().what};
    auto roots = webauthn::TrustStore::from_pem(*text);
    if (!roots)
        throw std::runtime_error{setting + ": " + file + ": " + roots.error().what};
    return std::move(*roots);
}

Result<webauthn::Metadata> read_metadata(std::string const& file, webauthn::TrustStore const& roots, Instant now)
{
    auto const blob = read_operator_file(file, webauthn::largest_metadata);
    if (!blob)
        return std::unexpected(blob.error());
    return webauthn::Metadata::read(*blob, roots, now);
}

AuthenticatorMetadata::AuthenticatorMetadata(std::string file, webauthn::TrustStore roots, Instant now)
    : file_(std::move(file)), roots_(std::move(roots)), seen_(stamp())
{
    auto first = read_metadata(file_, roots_, now);
    if (!first)
        throw std::runtime_error{"passkeys.metadata_file: " + file_ + ": " + first.error().what};
    metadata_ = std::make_shared<webauthn::Metadata const>(std::move(*first));
    warn_when_stale(now);
}

std::shared_ptr<webauthn::Metadata const> AuthenticatorMetadata::current(Instant now)
{
    std::scoped_lock const lock{mutex_};
    // Looked at before it is read: what is written meanwhile is seen as another change the next time.
    if (auto const found = stamp(); found != seen_) {
        seen_ = found;
        if (auto next = read_metadata(file_, roots_, now)) {
            metadata_ = std::make_shared<webauthn::Metadata const>(std::move(*next));
            has_warned_ = false;
            log::info("passkey_metadata_read", {{"file", file_}, {"number", metadata_->number()}});
        } else {
            log::error("passkey_metadata_broken", {{"file", file_}, {"reason", next.error().what}});
        }
    }
    warn_when_stale(now);
    return metadata_;
}

/// All zeros where there is no file.
AuthenticatorMetadata::Stamp AuthenticatorMetadata::stamp() const
{
    std::error_code error;
    auto const changed = std::filesystem::last_write_time(file_, error);
    auto const size = error ? 0 : std::filesystem::file_size(file_, error);
    return error ? Stamp{} : Stamp{changed, size};
}

void AuthenticatorMetadata::warn_when_stale(Instant now)
{
    if (has_warned_ || !metadata_->is_stale(now))
        return;
    has_warned_ = true;
    log::warning(
        "passkey_metadata_stale",
        {{"file", file_}, {"number", metadata_->number()}, {"next_update", to_rfc3339(metadata_->next_update())}});
}

} // namespace zugang::idp
