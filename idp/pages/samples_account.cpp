#include "idp/pages/account_factors.hpp"
#include "idp/pages/sample_list.hpp"

namespace zugang::idp::pages {
namespace {

void add_factor_lists(SampleList& list)
{
    auto frame = frame_with("/account/factors", Message{"factor_removed"});
    frame.signed_in = true;
    AccountFactorsPage page{.frame = std::move(frame), .account_name = sample_address};
    page.apps = {{"fct_1", "Mein Telefon", sample_moment, sample_moment},
                 {"fct_2", "<script>alert(1)</script> Tablet", sample_moment, std::nullopt}};
    page.passkeys = {{"psk_1", "iPhone, Safari, 12.03.2026", sample_moment, sample_moment, KeptOn::many_devices},
                     {"psk_2", "Windows, Edge", sample_moment, std::nullopt, KeptOn::unshared},
                     {"psk_3", "Linux, Firefox", sample_moment, std::nullopt, KeptOn::one_device}};
    page.security_keys = {{"psk_4", "Der blaue am Schlüsselbund", sample_moment, std::nullopt}};
    page.signals = PasskeySignals{"konto.example.org", "dXNlcg", "YQ Yg Yw", sample_address};
    page.codes_left = 9;
    list.add("account-factors", page);
    page.frame.message = std::nullopt;
    page.codes_left = 2;
    page.most_apps = 2;
    page.most_passkeys = 4;
    list.add("account-factors-full", page);
    page.passkeys.clear();
    page.security_keys.clear();
    page.apps.pop_back();
    page.codes_left = 0;
    list.add("account-factors-one", page);
    page.apps.clear();
    page.passkeys = {{"psk_3", "Android, Chrome, 12.03.2026", sample_moment, sample_moment, KeptOn::one_device}};
    list.add("account-factors-one-device", page);
    page.passkeys.clear();
    list.add("account-factors-none", page);
}

void add_factor_changes(SampleList& list)
{
    constexpr std::pair<FactorKind, char const*> kinds[] = {
        {FactorKind::app, ""}, {FactorKind::passkey, "-passkey"}, {FactorKind::security_key, "-security-key"}};
    for (auto const& [kind, name] : kinds) {
        list.add(std::string{"rename-factor"} + name,
                 RenameFactorPage{
                     frame_with("/account/factors/rename", std::vector<FieldError>{{"name", "factor_name_missing"}}),
                     kind, "fct_1", "Mein Telefon", ""});
        list.add(std::string{"remove-factor"} + name,
                 RemoveFactorPage{sample_frame("/account/factors/remove"), kind, "fct_1", "Mein Telefon"});
    }
    list.add("remove-factor-last", RemoveFactorPage{frame_with("/account/factors/remove", Message{"last_factor"}),
                                                    FactorKind::passkey, "fct_1", "Mein Telefon", true});
}

} // namespace

void add_account_samples(SampleList& list)
{
    add_factor_lists(list);
    add_factor_changes(list);
}

} // namespace zugang::idp::pages
