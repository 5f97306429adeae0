#include "idp/cli/grammar.hpp"
#include "base/text.hpp"
#include "idp/cli/commands.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

namespace zugang::idp::cli {
namespace {

/// The command that was named; set by the subcommand's callback.
using Chosen = std::function<void(Context&)>;

CLI::App& add_noun(CLI::App& app, std::string const& name, std::string const& description)
{
    auto& noun = *app.add_subcommand(name, description);
    noun.require_subcommand(1);
    return noun;
}

void add_verb(CLI::App& noun, Chosen& chosen, std::pair<std::string, std::string> const& name_and_description,
              void (*command)(Context&))
{
    auto* const verb = noun.add_subcommand(name_and_description.first, name_and_description.second);
    verb->callback([&chosen, command] { chosen = command; });
}

struct Argument {
    std::string name;
    std::string description;
};

void add_verb(CLI::App& noun, Chosen& chosen, std::pair<std::string, std::string> const& name_and_description,
              Argument const& argument, void (*command)(std::string const&, Context&))
{
    auto* const verb = noun.add_subcommand(name_and_description.first, name_and_description.second);
    auto const value = std::make_shared<std::string>();
    verb->add_option(argument.name, *value, argument.description)->required();
    verb->callback([&chosen, value, command] { chosen = [value, command](Context& on) { command(*value, on); }; });
}

template <class Options>
void set_callback(CLI::App& verb, Chosen& chosen, std::shared_ptr<Options> const& options,
                  void (*command)(Options const&, Context&))
{
    verb.callback([&chosen, options, command] { chosen = [options, command](Context& on) { command(*options, on); }; });
}

void add_config(CLI::App& app, Chosen& chosen)
{
    auto& config = add_noun(app, "config", "Look at the configuration");
    add_verb(config, chosen, {"check", "Tell every mistake of the configuration"}, config_check);
    add_verb(config, chosen, {"show", "Print what is in force"}, config_show);
    add_verb(config, chosen, {"default", "Print a file with every key and its default"}, config_default);
    add_verb(config, chosen, {"tune-password", "Measure password hashing here and propose its cost"},
             config_tune_password);
}

void add_migrate(CLI::App& app, Chosen& chosen)
{
    auto& verb = *app.add_subcommand("migrate", "Make the store, or bring it up to date");
    auto const options = std::make_shared<MigrateOptions>();
    verb.add_flag("--check", options->check, "Change nothing; status 1 where something is to be done");
    set_callback(verb, chosen, options, migrate);
}

void add_client_addresses(CLI::App& verb, ClientAddOptions& options)
{
    verb.add_option("--redirect-uri", options.redirect_uris, "Where answers may go; compared exactly")
        ->type_name("URI");
    verb.add_option("--post-logout-redirect-uri", options.post_logout_redirect_uris, "Where a sign-out may lead")
        ->type_name("URI");
    verb.add_option("--backchannel-logout-uri", options.backchannel_logout_uri, "Told of sign-outs by this server")
        ->type_name("URI");
    verb.add_option("--frontchannel-logout-uri", options.frontchannel_logout_uri, "Loaded by the browser at sign-out")
        ->type_name("URI");
    verb.add_option("--sector-identifier-uri", options.sector_identifier_uri,
                    "Whose host is the sector of pairwise subjects")
        ->type_name("URI");
    verb.add_option("--exchange-resource", options.exchange_resources,
                    "What it may exchange a person's token for, of oidc.resources")
        ->type_name("URI");
}

void add_client_authentication(CLI::App& verb, ClientAddOptions& options)
{
    verb.add_option("--auth", options.auth,
                    "How it authenticates; usually client_secret_basic, none for spa and native, private_key_jwt for "
                    "the FAPI profiles")
        ->check(CLI::IsMember({"none", "client_secret_basic", "client_secret_post", "client_secret_jwt",
                               "private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth"}));
    auto* const jwks = verb.add_option("--jwks", options.jwks, "Its public keys as a JWK set")->type_name("FILE");
    verb.add_option("--jwks-uri", options.jwks_uri, "Where it publishes its public keys")
        ->type_name("URI")
        ->excludes(jwks);
    verb.add_option("--certificate-name", options.certificate_name,
                    "For tls_client_auth: dn=…, dns=…, uri=…, ip=… or email=… of its certificate")
        ->type_name("KIND=VALUE");
}

void add_client_add(CLI::App& client, Chosen& chosen)
{
    auto& verb = *client.add_subcommand("add", "Register a client; a generated secret is printed once");
    auto const options = std::make_shared<ClientAddOptions>();
    verb.add_option("ID", options->id, "The client_id")->required();
    verb.add_option("--type", options->type, "What kind of program it is")
        ->required()
        ->check(CLI::IsMember({"web", "spa", "native", "service"}));
    verb.add_option("--name", options->name, "What people read; else the ID");
    add_client_addresses(verb, *options);
    add_client_authentication(verb, *options);
    verb.add_option("--profile", options->profile, "Whose rules it keeps to; usually oidc")
        ->check(CLI::IsMember({"oidc", "fapi2", "fapi-ciba"}));
    verb.add_option("--grant", options->grants, "What it may send to the token endpoint; instead of the type's usual");
    verb.add_option("--response-type", options->response_types, "What it may ask for; usually code");
    verb.add_option("--scope", options->scope,
                    "Words it may ask for, in one argument; usually \"openid profile email\"");
    verb.add_option("--subject-type", options->subject_type, "Whether it shares people's sub with other clients")
        ->check(CLI::IsMember({"public", "pairwise"}));
    verb.add_option("--minimum-acr", options->minimum_acr, "What every sign-in for it needs: password or mfa")
        ->type_name("LEVEL");
    verb.add_flag("--trusted", options->trusted, "People are not asked for consent");
    verb.add_flag("--allow-without-pkce", options->allow_without_pkce, "For a client with a secret that has no PKCE");
    set_callback(verb, chosen, options, client_add);
}

void add_registration_token(CLI::App& client, Chosen& chosen)
{
    auto& verb = *client.add_subcommand("registration-token", "A token to register clients over HTTP, printed once");
    auto const options = std::make_shared<RegistrationTokenOptions>();
    verb.add_option("--valid", options->valid, "How long it can be used; usually 7d")->type_name("TIME");
    verb.add_option("--uses", options->uses, "How many clients it may register; usually 1")->type_name("N");
    set_callback(verb, chosen, options, client_registration_token);
}

void add_client(CLI::App& app, Chosen& chosen)
{
    auto& client = add_noun(app, "client", "The relying parties that may send people here");
    Argument const id{"ID", "The client_id"};
    add_client_add(client, chosen);
    add_verb(client, chosen, {"list", "List all clients"}, client_list);
    add_verb(client, chosen, {"show", "Show one client"}, id, client_show);
    add_verb(client, chosen, {"remove", "Remove a client with its grants"}, id, client_remove);
    add_verb(client, chosen, {"rotate-secret", "Give a client a new secret, printed once"}, id, client_rotate_secret);
    add_verb(client, chosen, {"import", "Register clients from RFC 7591 metadata; all of them or none"},
             {"FILE", "A JSON array; - for standard input"}, client_import);
    add_registration_token(client, chosen);
}

void add_account_add(CLI::App& account, Chosen& chosen)
{
    auto& verb = *account.add_subcommand("add", "Make an account");
    auto const options = std::make_shared<AccountAddOptions>();
    verb.add_option("--email", options->email, "E-mail address")->required();
    verb.add_option("--username", options->username, "Username to sign in with");
    verb.add_option("--customer-number", options->customer_number, "Customer number; a record is made where none is");
    verb.add_option("--name", options->name, "Name for the record of the customer number");
    verb.add_option("--address", options->address, "Postal address for that record; its lines apart by a line feed");
    verb.add_option("--phone", options->phone, "Telephone number for that record, such as +49221123456");
    verb.add_flag("--password-stdin", options->password_stdin, "Read the password from the first line of input");
    verb.add_flag("--verified", options->verified, "The e-mail address counts as confirmed");
    set_callback(verb, chosen, options, account_add);
}

void add_account_delete(CLI::App& account, Chosen& chosen, Argument const& who)
{
    struct Options {
        std::string who;
        bool yes = false;
    };
    auto& verb = *account.add_subcommand("delete", "Delete an account with its sessions and grants");
    auto const options = std::make_shared<Options>();
    verb.add_option(who.name, options->who, who.description)->required();
    verb.add_flag("--yes", options->yes, "Do not ask; needed where no terminal can answer");
    verb.callback(
        [&chosen, options] { chosen = [options](Context& on) { account_delete(options->who, options->yes, on); }; });
}

void add_account_policy(CLI::App& account, Chosen& chosen, Argument const& who)
{
    auto& verb = *account.add_subcommand("policy", "Say what every sign-in of an account needs");
    auto const options = std::make_shared<AccountPolicyOptions>();
    verb.add_option(who.name, options->who, who.description)->required();
    verb.add_option("--minimum-acr", options->minimum_acr, "password or mfa; none: what the server demands")
        ->type_name("LEVEL")
        ->required();
    set_callback(verb, chosen, options, account_policy);
}

void add_account(CLI::App& app, Chosen& chosen)
{
    auto& account = add_noun(app, "account", "Who can sign in");
    Argument const who{"WHO", "Username, e-mail address, customer number or sub; behind -- where it begins with -"};
    add_account_add(account, chosen);
    add_verb(account, chosen, {"list", "List all accounts"}, account_list);
    add_verb(account, chosen, {"show", "Show one account"}, who, account_show);
    add_verb(account, chosen, {"disable", "Lock an account out and end its sessions and grants"}, who, account_disable);
    add_verb(account, chosen, {"enable", "Let a disabled account in again"}, who, account_enable);
    add_verb(account, chosen, {"unlock", "Take passwords and codes again after too many wrong ones"}, who,
             account_unlock);
    add_account_delete(account, chosen, who);
    add_verb(account, chosen, {"export", "Print everything the store holds about an account, as JSON"}, who,
             account_export);
    add_account_policy(account, chosen, who);
}

void add_factor(CLI::App& app, Chosen& chosen)
{
    auto& factor = add_noun(app, "factor", "People's second factors");
    auto const add_who = [](CLI::App& verb, std::string& who) {
        verb.add_option("--account", who, "Username, e-mail address, customer number or sub")
            ->type_name("WHO")
            ->required();
    };
    auto& list = *factor.add_subcommand("list", "List an account's factors");
    auto const who = std::make_shared<std::string>();
    add_who(list, *who);
    list.callback([&chosen, who] { chosen = [who](Context& on) { factor_list(*who, on); }; });
    auto& remove = *factor.add_subcommand(
        "remove", "Remove a factor, even the last one; ends the account's sessions and grants, and tells its owner");
    auto const options = std::make_shared<FactorRemoveOptions>();
    add_who(remove, options->who);
    remove.add_option("ID", options->id, "Of zugang factor list")->required();
    set_callback(remove, chosen, options, factor_remove);
}

void add_passkeys(CLI::App& app, Chosen& chosen)
{
    auto& passkeys = add_noun(app, "passkeys", "Which authenticators are taken");
    auto& verb = *passkeys.add_subcommand(
        "check-metadata", "Look at the FIDO Metadata Service's BLOB; status 1 where it is broken or out of date");
    auto const options = std::make_shared<CheckMetadataOptions>();
    verb.add_option("FILE", options->file, "The BLOB; else passkeys.metadata_file");
    verb.add_option("--roots", options->roots, "Who may vouch for it, as PEM; else passkeys.metadata_roots")
        ->type_name("FILE");
    verb.add_option("--aaguid", options->aaguid, "Tell what it says of this model")->type_name("AAGUID");
    set_callback(verb, chosen, options, passkeys_check_metadata);
}

void add_session(CLI::App& app, Chosen& chosen)
{
    auto& session = add_noun(app, "session", "Who is signed in, and which clients were told of sign-outs");
    auto const add_account_verb = [&](std::pair<std::string, std::string> const& name, bool is_required,
                                      void (*command)(std::string const&, Context&)) {
        auto& verb = *session.add_subcommand(name.first, name.second);
        auto const who = std::make_shared<std::string>();
        verb.add_option("--account", *who, "Username, e-mail address, customer number or sub")
            ->type_name("WHO")
            ->required(is_required);
        verb.callback([&chosen, who, command] { chosen = [who, command](Context& on) { command(*who, on); }; });
    };
    add_account_verb({"list", "List an account's sessions"}, /*is_required=*/true, session_list);
    add_verb(session, chosen, {"end", "End one session and tell its clients"},
             {"ID", "Its sid; behind -- where it begins with -"}, session_end);
    add_account_verb({"end-all", "End every session of an account and tell its clients"}, /*is_required=*/true,
                     session_end_all);
    add_account_verb({"deliveries", "List what clients were told, or are still to be told"}, /*is_required=*/false,
                     session_deliveries);
}

void add_key(CLI::App& app, Chosen& chosen)
{
    auto& key = add_noun(app, "key", "The signing keys");
    add_verb(key, chosen, {"list", "List all signing keys"}, key_list);
    auto& rotate = *key.add_subcommand("rotate", "Publish a next key; it signs once clients have had time to see it");
    auto const options = std::make_shared<KeyRotateOptions>();
    rotate.add_flag("--now", options->now, "Sign with the next key from now on");
    rotate.add_option("--algorithm", options->algorithm, "Only this one of keys.algorithms or keys.encryption");
    set_callback(rotate, chosen, options, key_rotate);
    add_verb(key, chosen, {"retire", "Take a key that is not in use out of the JWKS"},
             {"KID", "Its kid; behind -- where it begins with -"}, key_retire);
}

void add_global_options(CLI::App& app, GlobalOptions& global)
{
    app.add_option("--config", global.config_file, "Configuration; else ./zugang.toml, then /etc/zugang/zugang.toml")
        ->type_name("FILE");
    app.add_flag("--json", global.json, "Print JSON instead of text for people");
    app.add_option("--operator", global.operator_name, "Who acts; else the login name")
        ->type_name("NAME")
        ->check([](std::string const& name) -> std::string {
            return name.empty() || has_control_characters(name) ? "--operator needs a name" : "";
        });
}

void add_commands(CLI::App& app, Chosen& chosen)
{
    add_verb(app, chosen, {"serve", "Run the server until SIGINT or SIGTERM"}, serve);
    add_config(app, chosen);
    add_migrate(app, chosen);
    add_client(app, chosen);
    add_account(app, chosen);
    add_factor(app, chosen);
    add_passkeys(app, chosen);
    add_session(app, chosen);
    add_key(app, chosen);
    add_verb(app, chosen, {"version", "Print the version"}, print_version);
}

/// CLI11 says that a command is missing where a mistyped one was given.
std::string describe_error(CLI::App const& app, CLI::ParseError const& error)
{
    auto const unknown = app.remaining(/*recurse=*/true);
    return unknown.empty() ? std::string(error.what()) : unknown.front() + " is not known here";
}

} // namespace

std::variant<Invocation, HelpText, UsageError> parse_arguments(std::vector<std::string> arguments)
{
    Invocation invocation;
    CLI::App app{"An OpenID Connect provider", "zugang"};
    app.require_subcommand(1);
    app.fallthrough(); // --json and --config may stand behind the command, too
    app.footer("At any place: --config FILE, --json, --operator NAME");
    add_global_options(app, invocation.global);
    add_commands(app, invocation.command);
    std::ranges::reverse(arguments); // as CLI11 wants them
    try {
        app.parse(std::move(arguments));
    } catch (CLI::CallForHelp const&) {
        return HelpText{app.help()};
    } catch (CLI::ParseError const& error) {
        return UsageError{describe_error(app, error)};
    }
    return invocation;
}

} // namespace zugang::idp::cli
