// RelyingParty: who we are to authenticators, and from which pages and apps a ceremony is taken.
#pragma once
#include <string>
#include <vector>

namespace zugang::webauthn {

struct RelyingParty {
    std::string id;                   // "konto.example.org"
    std::vector<std::string> origins; // exactly: "https://konto.example.org", "android:apk-key-hash:…"
    bool allow_cross_origin = false;  // whether a ceremony in a frame of another site's page is taken
    std::vector<std::string> top_origins =
        {}; // and of which pages; none: only where the browser does not tell the page
};

enum class UserVerification { required, preferred, discouraged };

} // namespace zugang::webauthn
