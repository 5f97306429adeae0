// Checks: what is wrong with one key's text, in words that follow "KEY (line N) "; empty where nothing is.
#pragma once
#include <string>
#include <string_view>

namespace zugang::idp::config {

[[nodiscard]] std::string check_not_empty(std::string_view text);
/// An IPv4 or IPv6 address.
[[nodiscard]] std::string check_ip_address(std::string_view text);
[[nodiscard]] std::string check_ip_address_or_empty(std::string_view text);
/// An IPv4 or IPv6 address, or a network such as 10.0.0.0/8.
[[nodiscard]] std::string check_ip_network(std::string_view text);
/// An http or https origin and nothing behind it; plain http only on this machine or a .test name.
[[nodiscard]] std::string check_issuer(std::string_view text);
[[nodiscard]] std::string check_store_url(std::string_view text);
[[nodiscard]] std::string check_smtp_url(std::string_view text);
/// "host:port" of something on a private network, the host in lower case.
[[nodiscard]] std::string check_private_entry(std::string_view text);
/// A resource indicator (RFC 8707 §2): absolute, without fragment.
[[nodiscard]] std::string check_resource(std::string_view text);
/// Empty, or the http or https origin of a proxy.
[[nodiscard]] std::string check_proxy(std::string_view text);
/// The name of an app: letters, digits, dots, dashes; may be empty.
[[nodiscard]] std::string check_app_name(std::string_view text);
/// What an authenticator app shows above a code: up to 64 characters without a colon; may be empty.
[[nodiscard]] std::string check_issuer_name(std::string_view text);
/// What a browser or authenticator shows as the name of this server: up to 64 characters; may be empty.
[[nodiscard]] std::string check_shown_name(std::string_view text);
/// A domain name in lower case, without scheme and port; may be empty.
[[nodiscard]] std::string check_rp_id(std::string_view text);
/// An origin as browsers write it, https or http://localhost.
[[nodiscard]] std::string check_origin(std::string_view text);
/// The same, or an Android app's "android:apk-key-hash:" and the hash of its certificate in base64url.
[[nodiscard]] std::string check_ceremony_origin(std::string_view text);
/// An authenticator's model: 32 hexadecimal digits in lower case as 8-4-4-4-12.
[[nodiscard]] std::string check_aaguid(std::string_view text);
/// A SHA-256 fingerprint as Android's tools print it: 32 pairs of capital hexadecimal digits with colons between.
[[nodiscard]] std::string check_fingerprint(std::string_view text);
/// "address" or "Name <address>".
[[nodiscard]] std::string check_sender(std::string_view text);

/// True where the issuer is on localhost, 127.0.0.1, [::1] or a .test name: a test rig or a developer's machine.
[[nodiscard]] bool is_local_issuer(std::string_view issuer);

} // namespace zugang::idp::config
