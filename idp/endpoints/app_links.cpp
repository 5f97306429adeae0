#include "idp/endpoints/app_links.hpp"
#include "base/json.hpp"

namespace zugang::idp::endpoints {
namespace {

http::Response association(std::string body)
{
    auto answer = http::json(200, std::move(body));
    answer.set("Cache-Control", "public, max-age=3600");
    return answer;
}

http::Response no_app()
{
    return http::text(404, "no app is configured\n");
}

} // namespace

http::Response get_assetlinks(Call const&, Services& on)
{
    auto const& app = on.config.app;
    if (app.android_package.empty())
        return no_app();
    JsonObject target;
    target.add("namespace", "android_app");
    target.add("package_name", app.android_package);
    target.add("sha256_cert_fingerprints", app.android_fingerprints);
    JsonObject statement;
    std::vector<std::string> relations{"delegate_permission/common.handle_all_urls"};
    if (on.config.passkeys.apps)
        relations.emplace_back("delegate_permission/common.get_login_creds");
    statement.add("relation", relations);
    statement.add_raw("target", target.str());
    return association("[" + statement.str() + "]");
}

http::Response get_apple_app_site_association(Call const&, Services& on)
{
    auto const& app = on.config.app;
    if (app.apple_ids.empty())
        return no_app();
    JsonObject paths;
    paths.add("/", "/app/*"); // addresses for apps alone: the rest of this server belongs to the browser
    JsonObject details;
    details.add("appIDs", app.apple_ids);
    details.add_raw("components", "[" + paths.str() + "]");
    JsonObject links;
    links.add_raw("details", "[" + details.str() + "]");
    JsonObject all;
    all.add_raw("applinks", links.str());
    if (on.config.passkeys.apps)
        all.add_raw("webcredentials", JsonObject{}.add("apps", app.apple_ids).str());
    return association(all.str());
}

} // namespace zugang::idp::endpoints
