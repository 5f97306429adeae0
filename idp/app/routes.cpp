#include "idp/app/routes.hpp"
#include "idp/account/confirm_email.hpp"
#include "idp/account/new_password.hpp"
#include "idp/account/not_me.hpp"
#include "idp/account/password_forgot.hpp"
#include "idp/account/password_reset.hpp"
#include "idp/account/register.hpp"
#include "idp/account/register_sent.hpp"
#include "idp/account/unlock_device.hpp"
#include "idp/account/username_forgot.hpp"
#include "idp/app/cors.hpp"
#include "idp/authorize/endpoint.hpp"
#include "idp/authorize/pushed_request.hpp"
#include "idp/ciba/endpoint.hpp"
#include "idp/device/authorization.hpp"
#include "idp/device/page.hpp"
#include "idp/endpoints/app_links.hpp"
#include "idp/endpoints/check_session.hpp"
#include "idp/endpoints/discovery.hpp"
#include "idp/endpoints/health.hpp"
#include "idp/endpoints/help.hpp"
#include "idp/endpoints/logout.hpp"
#include "idp/endpoints/passkey_links.hpp"
#include "idp/endpoints/resource_metadata.hpp"
#include "idp/login/choose_account.hpp"
#include "idp/login/consent.hpp"
#include "idp/login/done.hpp"
#include "idp/login/passkey.hpp"
#include "idp/login/password.hpp"
#include "idp/login/start.hpp"
#include "idp/registration/logo.hpp"
#include "idp/registration/manage.hpp"
#include "idp/registration/register.hpp"
#include "idp/second_factor/account_factors.hpp"
#include "idp/second_factor/account_factors_remove.hpp"
#include "idp/second_factor/account_factors_rename.hpp"
#include "idp/second_factor/choose_factor.hpp"
#include "idp/second_factor/prove_passkey.hpp"
#include "idp/second_factor/recovery_code.hpp"
#include "idp/second_factor/setup_passkey.hpp"
#include "idp/second_factor/setup_recovery_codes.hpp"
#include "idp/second_factor/setup_totp.hpp"
#include "idp/second_factor/totp.hpp"
#include "idp/second_factor/upgrade_passkey.hpp"
#include "idp/token/endpoint.hpp"
#include "idp/token/introspection.hpp"
#include "idp/token/revocation.hpp"
#include "idp/token/userinfo.hpp"
#include <unordered_set>

namespace zugang::idp::app {
namespace {

constexpr auto get = http::Method::get;
constexpr auto post = http::Method::post;
constexpr auto options = http::Method::options;
constexpr auto put = http::Method::put;
constexpr auto del = http::Method::delete_;

// clang-format off
constexpr Route routes[] = {
    // pages
    {get,  "/",                        login::get_start,               Lane::quick,    Kind::page},
    {get,  "/login",                   login::get_login,               Lane::quick,    Kind::page},
    {post, "/login",                   login::post_login,              Lane::hash,     Kind::page},
    {post, "/login/with-passkey",      login::post_with_passkey,       Lane::quick,    Kind::page},
    {get,  "/login/with-passkey/options", login::get_with_passkey_options, Lane::quick, Kind::page},
    {get,  "/login/second-factor",     second_factor::get_choose_factor,  Lane::quick,  Kind::page},
    {post, "/login/second-factor",     second_factor::post_choose_factor, Lane::quick,  Kind::page},
    {get,  "/login/totp",              second_factor::get_totp,        Lane::quick,    Kind::page},
    {post, "/login/totp",              second_factor::post_totp,       Lane::quick,    Kind::page},
    {get,  "/setup/totp",              second_factor::get_setup_totp,  Lane::quick,    Kind::page},
    {post, "/setup/totp",              second_factor::post_setup_totp, Lane::quick,    Kind::page},
    {get,  "/login/passkey",           second_factor::get_passkey,     Lane::quick,    Kind::page},
    {post, "/login/passkey/prove",     second_factor::post_prove_passkey, Lane::quick,  Kind::page},
    {get,  "/login/passkey/prove/options", second_factor::get_prove_passkey_options, Lane::quick, Kind::page},
    {get,  "/login/passkey/upgrade",   second_factor::get_upgrade_passkey,  Lane::quick, Kind::page},
    {post, "/login/passkey/upgrade",   second_factor::post_upgrade_passkey, Lane::quick, Kind::page},
    {get,  "/setup/passkey",           second_factor::get_setup_passkey,    Lane::quick, Kind::page},
    {post, "/setup/passkey",           second_factor::post_setup_passkey,   Lane::quick, Kind::page},
    {get,  "/setup/passkey/options",   second_factor::get_setup_passkey_options, Lane::quick, Kind::page},
    {get,  "/login/recovery-code",     second_factor::get_recovery_code,  Lane::quick,  Kind::page},
    {post, "/login/recovery-code",     second_factor::post_recovery_code, Lane::quick,  Kind::page},
    {get,  "/login/recovery-code/used", second_factor::get_recovery_code_used, Lane::quick, Kind::page},
    {get,  "/setup/recovery-codes",    second_factor::get_setup_recovery_codes, Lane::quick, Kind::page},
    {post, "/setup/recovery-codes",    second_factor::post_setup_recovery_codes, Lane::quick, Kind::page},
    {get,  "/login/new-password",      account::get_new_password,      Lane::quick,    Kind::page},
    {post, "/login/new-password",      account::post_new_password,     Lane::hash,     Kind::page},
    {get,  "/login/done",              login::get_done,                Lane::quick,    Kind::page},
    {get,  "/login/cancelled",         authorize::get_cancelled,       Lane::quick,    Kind::page},
    {get,  "/register",                account::get_register,          Lane::quick,    Kind::page},
    {post, "/register",                account::post_register,         Lane::hash,     Kind::page},
    {get,  "/register/sent",           account::get_register_sent,     Lane::quick,    Kind::page},
    {get,  "/register/sent/state",     account::get_register_state,    Lane::quick,    Kind::page},
    {post, "/register/resend",         account::post_register_resend,  Lane::quick,    Kind::page},
    {get,  "/link/confirm-email",      account::get_confirm_email,     Lane::quick,    Kind::page},
    {post, "/link/confirm-email",      account::post_confirm_email,    Lane::quick,    Kind::page},
    {post, "/link/confirm-email/resend", account::post_confirm_email_resend, Lane::quick, Kind::page},
    {get,  "/password/forgot",         account::get_password_forgot,   Lane::quick,    Kind::page},
    {post, "/password/forgot",         account::post_password_forgot,  Lane::quick,    Kind::page},
    {get,  "/link/reset-password",     account::get_password_reset,    Lane::quick,    Kind::page},
    {post, "/link/reset-password",     account::post_password_reset,   Lane::hash,     Kind::page},
    {get,  "/link/not-me",             account::get_not_me,            Lane::quick,    Kind::page},
    {post, "/link/not-me",             account::post_not_me,           Lane::quick,    Kind::page},
    {get,  "/login/unlock",            account::get_unlock,            Lane::quick,    Kind::page},
    {post, "/login/unlock",            account::post_unlock,           Lane::quick,    Kind::page},
    {get,  "/link/unlock-device",      account::get_unlock_device,     Lane::quick,    Kind::page},
    {post, "/link/unlock-device",      account::post_unlock_device,    Lane::quick,    Kind::page},
    {get,  "/username/forgot",         account::get_username_forgot,   Lane::quick,    Kind::page},
    {post, "/username/forgot",         account::post_username_forgot,  Lane::quick,    Kind::page},
    {get,  "/account/factors",         second_factor::get_account_factors,  Lane::quick, Kind::page},
    {post, "/account/factors/add",     second_factor::post_add_factor,      Lane::quick, Kind::page},
    {post, "/account/factors/sign-out-others", second_factor::post_sign_out_others, Lane::quick, Kind::page},
    {get,  "/account/factors/rename",  second_factor::get_rename_factor,    Lane::quick, Kind::page},
    {post, "/account/factors/rename",  second_factor::post_rename_factor,   Lane::quick, Kind::page},
    {get,  "/account/factors/remove",  second_factor::get_remove_factor,    Lane::quick, Kind::page},
    {post, "/account/factors/remove",  second_factor::post_remove_factor,   Lane::quick, Kind::page},
    {get,  "/choose-account",          login::get_choose_account,      Lane::quick,    Kind::page},
    {post, "/choose-account",          login::post_choose_account,     Lane::quick,    Kind::page},
    {get,  "/consent",                 login::get_consent,             Lane::quick,    Kind::page},
    {post, "/consent",                 login::post_consent,            Lane::quick,    Kind::page},
    {get,  "/device",                  device::get_device,             Lane::quick,    Kind::page},
    {post, "/device",                  device::post_device,            Lane::quick,    Kind::page},
    {get,  "/device/confirm",          device::get_device_confirm,     Lane::quick,    Kind::page},
    {post, "/device/decision",         device::post_device_decision,   Lane::quick,    Kind::page},
    {get,  "/device/done",             device::get_device_done,        Lane::quick,    Kind::page},
    {get,  "/logout",                  endpoints::get_logout,          Lane::quick,    Kind::page},
    {post, "/logout",                  endpoints::post_logout,         Lane::quick,    Kind::page},
    {get,  "/logout/done",             endpoints::get_logged_out,      Lane::quick,    Kind::page},
    {get,  "/help",                    endpoints::get_help,            Lane::quick,    Kind::page},

    // OAuth 2.0 and OpenID Connect
    {get,  "/oauth2/authorize",        authorize::get_authorize,       Lane::quick,    Kind::page},
    {post, "/oauth2/authorize",        authorize::post_authorize,      Lane::quick,    Kind::page},
    {post, "/oauth2/par",              authorize::post_pushed_request, Lane::quick,   Kind::api, Cors::any},
    {get,  "/oauth2/authorize/begin",  authorize::get_begin,           Lane::quick,    Kind::page},
    {get,  "/oauth2/authorize/resume", authorize::get_resume,          Lane::quick,    Kind::page},
    {post, "/oauth2/token",            token::post_token,              Lane::quick,    Kind::api, Cors::any},
    {post, "/oauth2/bc-authorize",     ciba::post_bc_authorize,        Lane::quick,    Kind::api},
    {post, "/oauth2/device_authorization", device::post_device_authorization, Lane::quick, Kind::api},
    {get,  "/oauth2/userinfo",         token::userinfo,                Lane::quick,    Kind::api, Cors::any},
    {post, "/oauth2/userinfo",         token::userinfo,                Lane::quick,    Kind::api, Cors::any},
    {post, "/oauth2/register",         registration::post_register,    Lane::quick,    Kind::api},
    {get,  "/oauth2/register",         registration::get_registration, Lane::quick,    Kind::api},
    {put,  "/oauth2/register",         registration::put_registration, Lane::quick,    Kind::api},
    {del,  "/oauth2/register",         registration::delete_registration, Lane::quick, Kind::api},
    {get,  "/oauth2/client-logo",      registration::get_client_logo,  Lane::quick,    Kind::api},
    {post, "/oauth2/introspect",       token::post_introspection,      Lane::quick,    Kind::api},
    {post, "/oauth2/revoke",           token::post_revocation,         Lane::quick,    Kind::api, Cors::any},
    {get,  "/oauth2/jwks",             endpoints::get_jwks,            Lane::prepared, Kind::api, Cors::any},
    {get,  "/oauth2/end_session",      endpoints::get_end_session,     Lane::quick,    Kind::page},
    {post, "/oauth2/end_session",      endpoints::post_end_session,    Lane::quick,    Kind::page},
    {get,  "/oauth2/check_session",    endpoints::get_check_session,   Lane::quick,    Kind::api},

    // well-known addresses and health
    {get,  "/.well-known/openid-configuration",       endpoints::get_metadata,     Lane::prepared, Kind::api, Cors::any},
    {get,  "/.well-known/oauth-authorization-server", endpoints::get_metadata,     Lane::prepared, Kind::api, Cors::any},
    {get,  "/.well-known/oauth-protected-resource",   endpoints::get_resource_metadata, Lane::prepared, Kind::api, Cors::any},
    {get,  "/.well-known/assetlinks.json",            endpoints::get_assetlinks,   Lane::quick,    Kind::api},
    {get,  "/.well-known/apple-app-site-association", endpoints::get_apple_app_site_association, Lane::quick, Kind::api},
    {get,  "/.well-known/webauthn",                   endpoints::get_related_origins,   Lane::prepared, Kind::api, Cors::any},
    {get,  "/.well-known/passkey-endpoints",          endpoints::get_passkey_endpoints, Lane::prepared, Kind::api, Cors::any},
    {get,  "/.well-known/change-password",            account::get_change_password,  Lane::quick,    Kind::page},
    {get,  "/.well-known/security.txt",               endpoints::get_security_txt, Lane::quick,    Kind::api},
    {get,  "/health/live",                            endpoints::get_live,         Lane::prepared, Kind::api},
    {get,  "/health/ready",                           endpoints::get_ready,        Lane::quick,    Kind::api},
};
// clang-format on

} // namespace

http::Router<Route> make_router()
{
    http::Router<Route> router;
    std::unordered_set<std::string_view> open_paths;
    for (auto const& route : routes) {
        router.add(route.method, route.path, route);
        if (route.cors == Cors::any && open_paths.insert(route.path).second)
            router.add(options, route.path, {options, route.path, get_preflight, Lane::prepared, Kind::api, Cors::any});
    }
    return router;
}

} // namespace zugang::idp::app
