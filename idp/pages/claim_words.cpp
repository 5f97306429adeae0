#include "idp/pages/claim_words.hpp"
#include <algorithm>
#include <string_view>
#include <vector>

namespace zugang::idp::pages {
namespace {

struct ClaimWording {
    std::string_view claim;
    templates::Text words;
};

std::vector<ClaimWording> const& claim_wordings()
{
    static std::vector<ClaimWording> const wordings{
        {"name", templates::tr("Ihren Namen")},
        {"given_name", templates::tr("Ihren Vornamen")},
        {"family_name", templates::tr("Ihren Nachnamen")},
        {"birthdate", templates::tr("Ihr Geburtsdatum")},
        {"preferred_username", templates::tr("Ihren Benutzernamen")},
        {"locale", templates::tr("Ihre Sprache")},
        {"updated_at", templates::tr("Wann Ihre Daten zuletzt geändert wurden")},
        {"email", templates::tr("Ihre E-Mail-Adresse")},
        {"email_verified", templates::tr("Ob Ihre E-Mail-Adresse bestätigt ist")},
        {"phone_number", templates::tr("Ihre Telefonnummer")},
        {"phone_number_verified", templates::tr("Ob Ihre Telefonnummer bestätigt ist")},
        {"address", templates::tr("Ihre Anschrift")},
        {"customer_number", templates::tr("Ihre Kundennummer")},
        {"activated", templates::tr("Ob Ihr Konto freigeschaltet ist")},
        {"office", templates::tr("Ihre Dienststelle")},
    };
    return wordings;
}

} // namespace

templates::Text claim_words(std::string const& claim)
{
    auto const found = std::ranges::find(claim_wordings(), claim, &ClaimWording::claim);
    return found == claim_wordings().end() ? templates::Text{claim} : found->words;
}

} // namespace zugang::idp::pages
