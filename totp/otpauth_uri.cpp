#include "totp/otpauth_uri.hpp"
#include "base/url.hpp"
#include "totp/secret.hpp"
#include <algorithm>

namespace zugang::totp {
namespace {

/// A colon ends the issuer in the app's eyes, encoded or not.
std::string label_part(std::string text)
{
    std::ranges::replace(text, ':', ' ');
    return percent_encode(text);
}

} // namespace

Secret otpauth_uri(Key const& key, Label const& label)
{
    auto const issuer = label_part(label.issuer);
    auto uri = "otpauth://totp/" + issuer + ":" + label_part(label.account) + "?secret=" + base32(key.bytes.bytes()) +
               "&issuer=" + issuer;
    if (key.algorithm != Algorithm::sha1)
        uri.append("&algorithm=").append(name_of(key.algorithm));
    return Secret(std::move(uri));
}

} // namespace zugang::totp
