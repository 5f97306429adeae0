#include "tests/authorize/answer_parts.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "keys/jws.hpp"
#include <stdexcept>

namespace zugang::tests {
namespace {

void add_part(Answer& answer, std::string const& name, std::string const& value)
{
    if (!answer.emplace(name, value).second)
        throw std::runtime_error{"the answer has two parameters " + name};
}

} // namespace

Answer answer_in(Page const& page)
{
    Answer answer;
    auto const location = page.header("Location");
    if (location.empty()) {
        for (auto const& [name, value] : page.hidden_fields("https://"))
            add_part(answer, name, value);
        return answer;
    }
    auto const start = location.find_first_of("?#");
    if (start == std::string::npos)
        return answer;
    for (auto const& pair : split_words(location.substr(start + 1), '&')) {
        auto const equals = pair.find('=');
        add_part(answer, percent_decode(pair.substr(0, equals), true).value(),
                 percent_decode(pair.substr(equals + 1), true).value());
    }
    return answer;
}

Json verified_claims(Browser& browser, std::string const& jws)
{
    auto const parsed = keys::parse_jws(jws);
    if (!parsed)
        throw std::runtime_error{"no JWS: " + parsed.error().what};
    auto const algorithm = keys::parse_algorithm(parsed->algorithm).value();
    auto const jwks = Json::parse(browser.get("/oauth2/jwks").body).value();
    for (auto const& jwk : jwks.find("keys")->items()) {
        if (jwk.string("kid") != parsed->kid)
            continue;
        auto const payload = verify_jws(*parsed, keys::PublicKey::from_jwk(jwk, algorithm).value());
        if (payload)
            return Json::parse(*payload).value();
    }
    throw std::runtime_error{"no published key verifies it"};
}

} // namespace zugang::tests
