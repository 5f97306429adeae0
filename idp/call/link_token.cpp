#include "idp/call/link_token.hpp"
#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"

namespace zugang::idp {
namespace {

constexpr std::string_view link_prefix = "zgm_";
constexpr std::size_t link_secret_bytes = 32;

} // namespace

std::string mint_link_token(Random& random)
{
    return random_token(random, link_prefix);
}

std::optional<Bytes> link_hash(std::string_view token)
{
    if (!token.starts_with(link_prefix))
        return std::nullopt;
    auto const secret = base64url_decode(token.substr(link_prefix.size()));
    if (!secret || secret->size() != link_secret_bytes)
        return std::nullopt;
    return sha256(bytes_of(token));
}

std::string link_id(Call const& call)
{
    auto const id = call.form.find("id");
    return std::string{trim(id ? *id : call.query.get("id"))};
}

bool is_same_browser(store::MailLink const& link, Call const& call)
{
    return !call.browser_is_new && link.browser_hash && *link.browser_hash == browser_hash(call);
}

} // namespace zugang::idp
