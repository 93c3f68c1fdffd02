/*
 * gov_utf8: UTF-8 as RFC 3629 has it: no overlong forms, no surrogates,
 * nothing above U+10FFFF.
 */

#ifndef GOV_UTF8_H
#define GOV_UTF8_H

#include <stddef.h>
#include <stdint.h>


/*
 * Reads the code point at the front of len bytes (len > 0).  How many bytes
 * it takes, 1 to 4; 0: malformed.
 */
static inline size_t
gov_utf8_next(const char *text, size_t len, uint32_t *point)
{
    size_t               n, i;
    uint32_t             value;
    const unsigned char *p;

    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

    p = (const unsigned char *)text;

    if (p[0] < 0x80) {
        *point = p[0];
        return 1;
    }

    n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : p[0] >= 0xc0 ? 2 : 0;

    if (n == 0 || n > len || p[0] > 0xf4) {
        return 0;
    }

    value = p[0] & (0x7fu >> n);

    for (i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80) {
            return 0;
        }

        value = value << 6 | (p[i] & 0x3f);
    }

    if (value < least[n] || value > 0x10ffff
        || (value >= 0xd800 && value <= 0xdfff))
    {
        return 0;
    }

    *point = value;

    return n;
}


#endif /* GOV_UTF8_H */
