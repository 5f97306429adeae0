// Commands: every command of the program and the options it takes. Each throws Refused or WrongUsage, else it is done.
#pragma once
#include "idp/cli/context.hpp"
#include <string>
#include <vector>

namespace zugang::idp::cli {

void serve(Context& on);
void print_version(Context& on);

void config_check(Context& on);
void config_show(Context& on);
void config_default(Context& on);
void config_tune_password(Context& on);

struct MigrateOptions {
    bool check = false; // only tell what is missing
};
void migrate(MigrateOptions const& options, Context& on);

struct ClientAddOptions {
    std::string id;
    std::string type;
    std::vector<std::string> redirect_uris;
    std::vector<std::string> post_logout_redirect_uris;
    std::string name;
    std::string auth; // empty: what fits the type and the profile
    std::string jwks; // a file
    std::string jwks_uri;
    std::string certificate_name; // dn=…, dns=…, uri=…, ip=…, email=…
    std::string profile = "oidc";
    std::vector<std::string> grants;         // empty: what fits the type and the profile
    std::vector<std::string> response_types; // empty: code, where there is a code
    std::optional<std::string> scope;
    std::string subject_type = "public";
    std::string sector_identifier_uri;
    std::string backchannel_logout_uri;
    std::string frontchannel_logout_uri;
    std::vector<std::string> exchange_resources;
    std::string minimum_acr = "none";
    bool trusted = false;
    bool allow_without_pkce = false;
};
void client_add(ClientAddOptions const& options, Context& on);
void client_list(Context& on);
void client_show(std::string const& id, Context& on);
void client_remove(std::string const& id, Context& on);
void client_rotate_secret(std::string const& id, Context& on);
void client_import(std::string const& file, Context& on); // "-": standard input
struct RegistrationTokenOptions {
    std::string valid = "7d";
    std::int64_t uses = 1;
};
void client_registration_token(RegistrationTokenOptions const& options, Context& on);

struct AccountAddOptions {
    std::string email;
    std::optional<std::string> username;
    std::optional<std::string> customer_number;
    std::optional<std::string> name;
    std::optional<std::string> address;
    std::optional<std::string> phone;
    bool password_stdin = false;
    bool verified = false;
};
void account_add(AccountAddOptions const& options, Context& on);
void account_list(Context& on);
void account_show(std::string const& who, Context& on);
void account_disable(std::string const& who, Context& on);
void account_unlock(std::string const& who, Context& on);
void account_enable(std::string const& who, Context& on);
void account_delete(std::string const& who, bool yes, Context& on);
void account_export(std::string const& who, Context& on);
struct AccountPolicyOptions {
    std::string who;
    std::string minimum_acr; // or "none"
};
void account_policy(AccountPolicyOptions const& options, Context& on);

void factor_list(std::string const& who, Context& on);
struct FactorRemoveOptions {
    std::string who;
    std::string id;
};
void factor_remove(FactorRemoveOptions const& options, Context& on);

void session_list(std::string const& who, Context& on);
void session_end(std::string const& id, Context& on);
void session_end_all(std::string const& who, Context& on);
void session_deliveries(std::string const& who, Context& on); // empty: of everybody

struct CheckMetadataOptions {
    std::string file;   // empty: passkeys.metadata_file
    std::string roots;  // empty: passkeys.metadata_roots
    std::string aaguid; // of the model to tell about; empty: none
};
void passkeys_check_metadata(CheckMetadataOptions const& options, Context& on);

struct KeyRotateOptions {
    bool now = false;
    std::string algorithm; // empty: every one of keys.algorithms and keys.encryption
};
void key_list(Context& on);
void key_rotate(KeyRotateOptions const& options, Context& on);
void key_retire(std::string const& kid, Context& on);

} // namespace zugang::idp::cli
