#include "idp/pages/samples.hpp"
#include "idp/pages/choose_account.hpp"
#include "idp/pages/choose_factor.hpp"
#include "idp/pages/confirm_email.hpp"
#include "idp/pages/consent.hpp"
#include "idp/pages/continue.hpp"
#include "idp/pages/cookies_required.hpp"
#include "idp/pages/device.hpp"
#include "idp/pages/error.hpp"
#include "idp/pages/form_post.hpp"
#include "idp/pages/help.hpp"
#include "idp/pages/login.hpp"
#include "idp/pages/login_expired.hpp"
#include "idp/pages/logout.hpp"
#include "idp/pages/messages.hpp"
#include "idp/pages/not_me.hpp"
#include "idp/pages/passkey.hpp"
#include "idp/pages/password_forgot.hpp"
#include "idp/pages/password_reset.hpp"
#include "idp/pages/recovery_code.hpp"
#include "idp/pages/register.hpp"
#include "idp/pages/register_sent.hpp"
#include "idp/pages/sample_list.hpp"
#include "idp/pages/setup_passkey.hpp"
#include "idp/pages/setup_recovery_codes.hpp"
#include "idp/pages/setup_totp.hpp"
#include "idp/pages/start.hpp"
#include "idp/pages/totp.hpp"
#include "idp/pages/unlock_device.hpp"
#include "idp/pages/username_forgot.hpp"
#include <algorithm>

namespace zugang::idp::pages {
namespace {

constexpr auto sample_logout = "https://portal.example/logout?iss=https%3A%2F%2Fid.example&sid=sid_1";
constexpr auto sample_sender = "kontoservice@arbeitsagentur.de";

void add_consent(SampleList& list)
{
    Software const software{"/oauth2/client-logo?client_id=app", "https://portal.example/",
                            "https://portal.example/privacy", "https://portal.example/terms"};
    LoginPage described{sample_frame("/login")};
    described.software = software;
    list.add("login-software", described);
    ConsentPage consent{sample_frame("/consent"), sample_client, sample_address, {"openid", "profile"}};
    consent.claims = {"given_name", "birthdate", "preferred_username", "locale", "office"};
    consent.resources = {"https://dienst.example/antraege"};
    consent.deeds = {{"antrag", {{"actions", "lesen\nändern"}, {"betrag › euro", "123,50"}}},
                     {"nachweis", {{"locations", "https://dienst.example/"}, {"identifier", "A-17"}}}};
    consent.software = software;
    list.add("consent-details", consent); // first, since it declares the lists' inner names
    list.add("consent", ConsentPage{sample_frame("/consent"),
                                    sample_client,
                                    sample_address,
                                    {"openid", "profile", "email", "phone", "address", "customer", "offline_access"}});
}

void add_choose_factor(SampleList& list)
{
    ChooseFactorPage page{sample_frame("/login/second-factor")};
    page.may_put_off = true;
    list.add("choose-factor", page);
    page.wanted = WantedFactor::passkey;
    list.add("choose-factor-passkey", page);
    page.wanted = WantedFactor::hardware;
    page.may_put_off = false;
    page.frame.message = Message{"passkey_not_enough"};
    list.add("choose-factor-hardware", page);
}

void add_refused_passkeys(SampleList& list)
{
    LoginPage unknown{frame_with("/login", Message{"passkey_unknown"}), sample_address};
    unknown.passkey = {R"({"publicKey":{"rpId":"id.example"},"token":"t"})", "id.example", "AAEC"};
    list.add("login-passkey-unknown", unknown);
    list.add("login-passkey-refused", LoginPage{frame_with("/login", Message{"passkey_refused"})});
}

void add_sign_in(SampleList& list)
{
    list.add("start", StartPage{sample_frame("/")});
    StartPage signed_in{sample_frame("/")};
    signed_in.frame.signed_in = true;
    signed_in.account_name = sample_address;
    signed_in.continue_address = "/login?flow=f-123";
    list.add("start-signed-in", signed_in);
    list.add("login", LoginPage{sample_frame("/login")});
    list.add("login-empty", LoginPage{frame_with("/login", std::vector<FieldError>{{"username", "username_missing"},
                                                                                   {"password", "password_missing"}})});
    list.add("login-wrong", LoginPage{frame_with("/login", Message{"wrong_credentials"}), sample_address});
    list.add("login-unconfirmed",
             LoginPage{frame_with("/login", Message{"email_not_confirmed"}), sample_address, /*offer_resend=*/true});
    LoginPage waiting{
        frame_with("/login", Message{"too_many_attempts", templates::duration_words(std::chrono::seconds{32})}),
        sample_address};
    waiting.offer_unlock = true;
    list.add("login-waiting", waiting);
    waiting.frame = frame_with("/login", Message{"device_unknown"});
    list.add("login-device-unknown", waiting);
    add_refused_passkeys(list);
    list.add("password-change",
             PasswordChangePage{frame_with("/login/new-password", Message{"password_must_change"}), sample_address});
    list.add("choose-account", ChooseAccountPage{sample_frame("/choose-account"),
                                                 {{"a-1", sample_address}, {"a-2", "erika.musterfrau@example.org"}}});
    list.add("continue",
             ContinuePage{
                 sample_frame("/login"), sample_client, "https://portal.example/cb?code=c&state=s", {sample_logout}});
    list.add("form-post", FormPostPage{sample_frame("/login"),
                                       sample_client,
                                       "https://portal.example/cb",
                                       {{"code", "c-1"}, {"state", "s-1"}, {"iss", "https://id.example"}}});
}

void add_registration(SampleList& list)
{
    list.add("register", RegisterPage{sample_frame("/register")});
    RegisterPage wrong{
        frame_with("/register", std::vector<FieldError>{{"email", "email_invalid"},
                                                        {"password", "password_too_short", templates::Text::number(12)},
                                                        {"password_repeat", "password_mismatch"},
                                                        {"accept_terms", "terms_missing"}})};
    wrong.email = "mustermann@wep.de";
    wrong.suggestion = sample_address;
    wrong.accept_terms = true;
    list.add("register-wrong", wrong);
    RegisterSentPage sent{sample_frame("/register/sent"), sample_address, from_seconds(1795698300)};
    sent.sender = sample_sender;
    list.add("register-sent", sent);
    sent.suggestion = "mustermann@example.org";
    sent.frame.message = Message{"resend_too_early", templates::duration_words(std::chrono::seconds{60})};
    list.add("register-sent-again", sent);
    constexpr std::pair<ConfirmEmailState, char const*> states[] = {
        {ConfirmEmailState::ask, "ask"},         {ConfirmEmailState::confirmed, "confirmed"},
        {ConfirmEmailState::already, "already"}, {ConfirmEmailState::expired, "expired"},
        {ConfirmEmailState::mangled, "mangled"}, {ConfirmEmailState::replaced, "replaced"},
        {ConfirmEmailState::resent, "resent"},
    };
    for (auto const& [state, name] : states) {
        list.add(std::string{"confirm-email-"} + name,
                 ConfirmEmailPage{sample_frame("/link/confirm-email"), state, "link-id", "m…@web.de"});
    }
}

void add_recovery(SampleList& list)
{
    list.add(
        "password-forgot",
        PasswordForgotPage{frame_with("/password/forgot", std::vector<FieldError>{{"username", "username_missing"}}),
                           sample_address});
    list.add("password-forgot-sent", PasswordForgotSentPage{sample_frame("/password/forgot")});
    constexpr std::pair<PasswordResetState, char const*> states[] = {
        {PasswordResetState::ask, "ask"},         {PasswordResetState::done, "done"},
        {PasswordResetState::expired, "expired"}, {PasswordResetState::used, "used"},
        {PasswordResetState::mangled, "mangled"}, {PasswordResetState::replaced, "replaced"},
    };
    for (auto const& [state, name] : states) {
        list.add(std::string{"password-reset-"} + name,
                 PasswordResetPage{sample_frame("/link/reset-password"), state, "link-id", sample_address});
    }
    list.add("username-forgot",
             UsernameForgotPage{frame_with("/username/forgot", std::vector<FieldError>{{"email", "email_missing"}}),
                                sample_address});
    list.add("username-forgot-sent", UsernameForgotSentPage{sample_frame("/username/forgot")});
}

/// What links of warning mails lead to.
void add_warnings(SampleList& list)
{
    constexpr std::pair<NotMeState, char const*> not_me_states[] = {{NotMeState::ask, "ask"},
                                                                    {NotMeState::secured_disabled, "secured-disabled"},
                                                                    {NotMeState::used, "used"},
                                                                    {NotMeState::expired, "expired"},
                                                                    {NotMeState::mangled, "mangled"}};
    for (auto const& [state, name] : not_me_states) {
        NotMePage page{sample_frame("/link/not-me"), state, "link-id"};
        page.told = templates::tr("Ein zweiter Faktor wurde eingerichtet");
        page.what = std::string{"Mein Telefon"};
        page.told_at = sample_moment;
        page.undoes_factors = true;
        page.secured_at = sample_moment;
        list.add(std::string{"not-me-"} + name, page);
    }
    list.add("unlock-sent", UnlockSentPage{sample_frame("/login/unlock")});
    constexpr std::pair<UnlockDeviceState, char const*> unlock_states[] = {
        {UnlockDeviceState::ask, "ask"},         {UnlockDeviceState::done, "done"},
        {UnlockDeviceState::expired, "expired"}, {UnlockDeviceState::used, "used"},
        {UnlockDeviceState::mangled, "mangled"}, {UnlockDeviceState::replaced, "replaced"},
    };
    for (auto const& [state, name] : unlock_states) {
        list.add(std::string{"unlock-device-"} + name,
                 UnlockDevicePage{sample_frame("/link/unlock-device"), state, "link-id", sample_address});
    }
}

void add_device(SampleList& list)
{
    list.add("device", DevicePage{frame_with("/device", std::vector<FieldError>{{"user_code", "user_code_unknown"}}),
                                  "WDJB-MJHT"});
    list.add("device-confirm",
             DeviceConfirmPage{
                 sample_frame("/device"), sample_client, sample_address, "WDJB-MJHT", {"openid", "profile", "email"}});
    list.add("device-done", DeviceDonePage{sample_frame("/device"), sample_client, /*allowed=*/true});
    list.add("device-denied", DeviceDonePage{sample_frame("/device"), sample_client, /*allowed=*/false});
}

void add_totp(SampleList& list)
{
    SetupTotpPage setup{sample_frame("/setup/totp"), sample_address};
    setup.otpauth_uri =
        "otpauth://totp/id.example:mustermann%40web.de?secret=ORSXG5BAN5TCA5DINFZSA2LT&issuer=id.example";
    setup.key_in_groups = "ORSX G5BA N5TC A5DI NFZS A2LT";
    list.add("setup-totp", setup);
    auto wrong = setup;
    wrong.on_phone = true;
    wrong.code = "123 456";
    wrong.name = "Mein Telefon";
    wrong.frame.errors = {{"code", "totp_clock_ahead", templates::Text::number(3)}, {"name", "totp_name_too_long"}};
    list.add("setup-totp-wrong", wrong);
    setup.frame.message = Message{"totp_new_key"};
    list.add("setup-totp-new-key", setup);
    TotpPage page{sample_frame("/login/totp"), sample_address, "id.example"};
    list.add("totp", page);
    page.code = "123456";
    page.has_passkeys = true;
    page.has_recovery_codes = true;
    page.frame.errors = {{"code", "totp_clock_behind", templates::Text::number(1)}};
    list.add("totp-old", page);
    page.frame.errors = {{"code", "totp_used"}};
    list.add("totp-used", page);
}

void add_passkey(SampleList& list)
{
    SetupPasskeyPage setup{sample_frame("/setup/passkey")};
    setup.name = setup.suggested = "iPhone, Safari, 12.03.2026";
    setup.options = R"({"token":"t","publicKey":{"challenge":"AA","user":{"id":"AA"} } })";
    setup.offers_totp = setup.offers_other_kind = setup.is_choice = true;
    list.add("setup-passkey", setup);
    auto wrong = setup;
    wrong.name = std::string(61, 'x');
    wrong.challenge = "token";
    wrong.credential = R"({"id":"AAEC"})";
    wrong.frame.errors = {{"name", "totp_name_too_long"}};
    list.add("setup-passkey-name", wrong);
    setup.needs_hardware = true;
    setup.offers_totp = false;
    setup.frame.message = Message{"passkey_refused"};
    list.add("setup-passkey-hardware", setup);
    setup.is_security_key = true;
    setup.is_choice = false;
    setup.is_second_way = true;
    setup.name = setup.suggested = "Sicherheitsschlüssel, 12.03.2026";
    setup.frame.message = std::nullopt;
    list.add("setup-security-key", setup);
    PasskeyPage page{sample_frame("/login/passkey"), sample_address};
    page.options = R"({"token":"t","publicKey":{"challenge":"AA","rpId":"id.example"} })";
    page.has_apps = page.has_recovery_codes = true;
    list.add("passkey", page);
    page.is_demanded = page.may_put_off = true;
    page.has_apps = page.has_recovery_codes = false;
    page.frame.message = Message{"passkey_other_account"};
    list.add("passkey-demanded", page);
    list.add("passkey-upgrade", PasskeyUpgradePage{sample_frame("/login/passkey/upgrade"), setup.options});
}

void add_setup_recovery_codes(SampleList& list)
{
    SetupRecoveryCodesPage setup{sample_frame("/setup/recovery-codes")};
    setup.may_put_off = true;
    list.add("setup-recovery-codes", setup);
    auto last = setup;
    last.former = "rcs_1";
    last.frame.message = Message{"last_recovery_code_used"};
    last.has_one_device = true;
    list.add("setup-recovery-codes-last", last);
    auto again = setup;
    again.former = "rcs_1";
    again.unused = 7;
    again.may_put_off = false;
    list.add("setup-recovery-codes-new", again);
    again.shown_now = true;
    list.add("setup-recovery-codes-shown-now", again);
    again.shown_now = false;
    again.shown_before = true;
    again.frame.message = Message{"recovery_codes_replaced"};
    list.add("setup-recovery-codes-shown-before", again);
    RecoveryCodesPage codes{sample_frame("/setup/recovery-codes"), "rcs_1"};
    for (auto const* const code :
         {"HET2-2X8A-UXA6", "KM7R-4WQT-9HCP", "D3FY-GX6L-NVA8", "TR9J-42ME-KUHC", "Q8WD-C7PX-3LYF", "V6NG-TE4R-HM2A",
          "97KA-XUJ3-PCDW", "LFQ4-Y8HT-6RGN", "CM2U-J9VE-XK7D", "W4PL-3AQY-TF8R"})
        codes.codes.emplace_back(code);
    codes.account_name = sample_address;
    codes.service_host = "id.example";
    codes.created_at = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{13};
    list.add("recovery-codes", codes);
}

void add_recovery_code(SampleList& list)
{
    RecoveryCodePage page{sample_frame("/login/recovery-code"), sample_address, "HET2-2X8A-UXAS"};
    list.add("recovery-code-none", page);
    page.has_apps = true;
    page.has_passkeys = true;
    page.has_codes = true;
    list.add("recovery-code", page);
    page.code = "HET2-2X8A-UXA";
    page.frame.errors = {{"code", "recovery_code_too_short", templates::Text::number(11)}};
    list.add("recovery-code-short", page);
    page.code = "HET2-2X0A-UXA6";
    page.frame.errors = {{"code", "recovery_code_character", templates::Text{std::string{"0"}}}};
    list.add("recovery-code-character", page);
    list.add("recovery-code-used-up",
             RecoveryCodeUsedPage{sample_frame("/login/recovery-code/used"), 7, "/login/done"});
}

void add_rest(SampleList& list)
{
    list.add("logout", LogoutPage{sample_frame("/logout"), sample_address, /*others_stay=*/true, "request-id"});
    list.add("logged-out",
             LoggedOutPage{sample_frame("/logout"), "https://portal.example/", sample_client, {sample_logout}});
    list.add("help", HelpPage{sample_frame("/help"), sample_sender});
    list.add("cookies-required", CookiesRequiredPage{sample_frame("/login"), "/login?flow=f-123"});
    list.add("login-expired", LoginExpiredPage{sample_frame("/login"), "/oauth2/authorize?client_id=app"});
    for (auto const code : error_codes()) {
        list.add("error-" + std::string{code}, ErrorPage{sample_frame("/"), std::string{code}, "4F7-K2Q"});
    }
}

} // namespace

std::vector<Sample> samples()
{
    SampleList list;
    add_sign_in(list);
    add_choose_factor(list);
    add_consent(list);
    add_registration(list);
    add_recovery(list);
    add_warnings(list);
    add_device(list);
    add_account_samples(list);
    add_totp(list);
    add_passkey(list);
    add_setup_recovery_codes(list);
    add_recovery_code(list);
    add_rest(list);
    return std::move(list.all);
}

templates::Declarations declarations()
{
    templates::Declarations all;
    for (auto const& sample : samples()) {
        auto context = sample.context(templates::Language::de);
        auto const known = std::ranges::find(all, sample.template_name, &templates::Declaration::name);
        if (known == all.end()) {
            // An error of a field, so that the list of them has an entry that declares the inner names.
            templates::Context item;
            item.text("error_field", {}).text("error_code", {}).text("error_text", {});
            context.list("summary", {item});
            all.push_back({sample.template_name, std::move(context)});
        }
    }
    return all;
}

} // namespace zugang::idp::pages
