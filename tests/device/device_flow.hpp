// What the device tests share: a registered television, its two codes, and a person who types one.
#pragma once
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {

constexpr auto device_person = "max@example.org";
constexpr auto device_password = "ein gutes Passwort";
constexpr auto device_grant = "urn:ietf:params:oauth:grant-type:device_code";

struct DeviceCodes {
    TokenAnswer answer;
    [[nodiscard]] std::string device_code() const { return answer.text("device_code"); }
    [[nodiscard]] std::string user_code() const { return answer.text("user_code"); }
};

struct DeviceFlow {
    Stand stand;
    Browser browser; // the person's
    Browser device;
    std::string account;

    explicit DeviceFlow(Engine engine = Engine::sqlite, StandOptions const& options = {})
        : stand(engine, options), browser(stand.browser()), device(stand.browser())
    {
        stand.add_client(television("television"));
        account = stand.add_account(device_person, device_password);
    }

    static idp::oauth::Client television(std::string id)
    {
        idp::oauth::Client client;
        client.id = std::move(id);
        client.name = "Fernseher";
        client.type = idp::oauth::ApplicationType::native;
        client.auth_method = idp::oauth::AuthMethod::none;
        client.scope = {"openid", "profile", "offline_access"};
        client.grant_types = {device_grant, "refresh_token"};
        client.response_types = {};
        return client;
    }

    TokenAnswer post(std::string const& path, Fields const& fields)
    {
        return {
            device.request("POST", path, encode_form(fields), {{"Content-Type", "application/x-www-form-urlencoded"}})};
    }
    DeviceCodes begin(Fields const& changes = {})
    {
        return {post("/oauth2/device_authorization",
                     changed({{"client_id", "television"}, {"scope", "openid profile"}}, changes))};
    }
    TokenAnswer poll(DeviceCodes const& codes, Fields const& changes = {})
    {
        return post(
            "/oauth2/token",
            changed({{"grant_type", device_grant}, {"client_id", "television"}, {"device_code", codes.device_code()}},
                    changes));
    }
    /// Opens /device, signs in where that is asked for, and is at the page with the code.
    Page open_device_page(std::string const& address = "/device")
    {
        auto page = browser.get(address);
        if (page.name() == "login")
            page = browser.submit(page, {{"username", device_person}, {"password", device_password}}, "/login");
        REQUIRE(page.name() == "device");
        return page;
    }
    Page type_code(std::string const& user_code)
    {
        return browser.submit(open_device_page(), {{"user_code", user_code}}, "/device");
    }
    Page decide(DeviceCodes const& codes, std::string const& decision)
    {
        auto const page = type_code(codes.user_code());
        REQUIRE(page.name() == "device-confirm");
        return browser.submit(page, {{"decision", decision}}, "/device/decision");
    }
};

} // namespace zugang::tests
