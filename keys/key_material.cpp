#include "keys/key_material.hpp"
#include "keys/algorithm_traits.hpp"
#include <algorithm>
#include <atomic>
#include <openssl/rsa.h>
#include <vector>

namespace zugang::keys {
namespace {

std::uint64_t next_key_id()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

/// The slow way in, once per thread and key.
DigestContextHandle make_template(KeyMaterial const& material)
{
    auto const* const digest = traits_of(material.algorithm).digest;
    DigestContextHandle context{EVP_MD_CTX_new()};
    require_openssl(context != nullptr, "make a signature context");
    EVP_PKEY_CTX* key_context = nullptr; // belongs to `context`
    auto const init = material.use == KeyUse::sign ? EVP_DigestSignInit_ex : EVP_DigestVerifyInit_ex;
    require_openssl(
        init(context.get(), &key_context, digest, nullptr, nullptr, material.pkey.get(), /*params=*/nullptr) == 1,
        "begin a signature");
    if (material.algorithm == Algorithm::ps256) // RFC 7518 §3.5: MGF1 of the same hash, salt as long as the hash
        require_openssl(EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1 &&
                            EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) == 1,
                        "set PSS padding");
    // Each copy is used for one signature, so OpenSSL need not copy it once more to finish.
    EVP_MD_CTX_set_flags(context.get(), EVP_MD_CTX_FLAG_FINALISE);
    return context;
}

/// The templates of one thread. Bounded, because clients bring keys of their own; the least recently used goes first.
class ContextTemplates {
public:
    EVP_MD_CTX const* find_or_make(std::shared_ptr<KeyMaterial const> const& material)
    {
        ++turn_;
        for (auto& entry : entries_)
            if (entry.id == material->id) {
                entry.last_turn = turn_;
                return entry.context.get();
            }
        // A key that was dropped is forgotten here too, at the latest when the next new one comes.
        std::erase_if(entries_, [](Entry const& entry) { return entry.owner.expired(); });
        if (entries_.size() >= capacity)
            entries_.erase(std::ranges::min_element(entries_, {}, &Entry::last_turn));
        entries_.push_back(Entry{material->id, turn_, material, make_template(*material)});
        return entries_.back().context.get();
    }

    EVP_MD_CTX* scratch()
    {
        if (!scratch_)
            scratch_.reset(EVP_MD_CTX_new());
        require_openssl(scratch_ != nullptr, "make a signature context");
        return scratch_.get();
    }

private:
    static constexpr std::size_t capacity = 32;
    struct Entry {
        std::uint64_t id;
        std::uint64_t last_turn;
        std::weak_ptr<KeyMaterial const> owner;
        DigestContextHandle context;
    };
    std::vector<Entry> entries_;
    DigestContextHandle scratch_;
    std::uint64_t turn_ = 0;
};

ContextTemplates& templates_of_this_thread()
{
    thread_local ContextTemplates templates;
    return templates;
}

} // namespace

KeyMaterial::KeyMaterial(PkeyHandle key, Algorithm of, KeyUse for_use)
    : pkey(std::move(key)), algorithm(of), use(for_use), id(next_key_id())
{
}

PreparedContext::PreparedContext(std::shared_ptr<KeyMaterial const> const& material)
    : context_(templates_of_this_thread().scratch())
{
    auto const* const prepared = templates_of_this_thread().find_or_make(material);
    require_openssl(EVP_MD_CTX_copy_ex(context_, prepared) == 1, "copy a signature context");
}

PreparedContext::~PreparedContext()
{
    EVP_MD_CTX_reset(context_); // holds on to no key
}

} // namespace zugang::keys
