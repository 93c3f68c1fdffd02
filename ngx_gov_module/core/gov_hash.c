#include "gov_hash.h"

#include <openssl/evp.h>


/* gov_sha256_t is OpenSSL's EVP_MD_CTX under a name of ours */

gov_sha256_t *
gov_sha256_new(void)
{
    EVP_MD_CTX *ctx;

    ctx = EVP_MD_CTX_new();
    if (ctx == NULL) {
        return NULL;
    }

    if (EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) != 1) {
        EVP_MD_CTX_free(ctx);
        return NULL;
    }

    return (gov_sha256_t *)ctx;
}


bool
gov_sha256_add(gov_sha256_t *sha, const void *data, size_t len)
{
    return EVP_DigestUpdate((EVP_MD_CTX *)sha, data, len) == 1;
}


bool
gov_sha256_end(gov_sha256_t *sha, uint8_t digest[GOV_SHA256_LEN])
{
    bool ok;

    ok = EVP_DigestFinal_ex((EVP_MD_CTX *)sha, digest, NULL) == 1;
    EVP_MD_CTX_free((EVP_MD_CTX *)sha);

    return ok;
}


bool
gov_sha256(const void *data, size_t len, uint8_t digest[GOV_SHA256_LEN])
{
    return EVP_Digest(data, len, digest, NULL, EVP_sha256(), NULL) == 1;
}


void
gov_hex(const uint8_t *data, size_t len, char *out)
{
    size_t            i;
    static const char digits[] = "0123456789abcdef";

    for (i = 0; i < len; i++) {
        *out++ = digits[data[i] >> 4];
        *out++ = digits[data[i] & 0xf];
    }

    *out = '\0';
}


static int
gov_unhex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }

    c |= 0x20;

    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}


bool
gov_unhex(const char *text, uint8_t *out, size_t len)
{
    int    hi, lo;
    size_t i;

    for (i = 0; i < len; i++) {
        hi = gov_unhex_digit(text[2 * i]);
        if (hi < 0) {
            return false;
        }

        lo = gov_unhex_digit(text[2 * i + 1]);
        if (lo < 0) {
            return false;
        }

        out[i] = (uint8_t)(hi << 4 | lo);
    }

    return true;
}
