#include "gov_accept.h"

#include <strings.h>


#define GOV_WEIGHT_UNSET -1
#define GOV_WEIGHT_MAX   1000


static bool
gov_accept_blank(char c)
{
    return c == ' ' || c == '\t';
}


static void
gov_accept_skip(gov_str_t *text)
{
    while (text->len > 0 && gov_accept_blank(text->data[0])) {
        text->data++;
        text->len--;
    }
}


static bool
gov_accept_char(char c)
{
    /* tchar of RFC 9110, 5.6.2 */

    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
           || (c >= 'A' && c <= 'Z')
           || (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}


static gov_str_t
gov_accept_token(gov_str_t *text)
{
    gov_str_t token;

    token.data = text->data;

    while (text->len > 0 && gov_accept_char(text->data[0])) {
        text->data++;
        text->len--;
    }

    token.len = (size_t)(text->data - token.data);

    return token;
}


/* qvalue: 0[.000] to 1[.000]; in thousandths, or -1 */

static int
gov_accept_weight(gov_str_t text)
{
    int    weight, unit;
    size_t i;

    if (text.len == 0 || text.len > 5
        || (text.data[0] != '0' && text.data[0] != '1')
        || (text.len > 1 && text.data[1] != '.'))
    {
        return -1;
    }

    weight = (text.data[0] - '0') * GOV_WEIGHT_MAX;

    for (i = 2, unit = 100; i < text.len; i++, unit /= 10) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return -1;
        }

        weight += (text.data[i] - '0') * unit;
    }

    return weight > GOV_WEIGHT_MAX ? -1 : weight;
}


/* "coding [; q=weight]" up to the comma; -1: not of that form */

static int
gov_accept_member(gov_str_t member, gov_str_t *coding)
{
    gov_str_t name;

    gov_accept_skip(&member);
    *coding = gov_accept_token(&member);
    gov_accept_skip(&member);

    if (coding->len == 0) {
        return -1;
    }

    if (member.len == 0) {
        return GOV_WEIGHT_MAX;
    }

    if (member.data[0] != ';') {
        return -1;
    }

    member.data++;
    member.len--;
    gov_accept_skip(&member);
    name = gov_accept_token(&member);

    if (name.len != 1 || (name.data[0] | 0x20) != 'q' || member.len == 0
        || member.data[0] != '=')
    {
        return -1;
    }

    member.data++;
    member.len--;

    while (member.len > 0 && gov_accept_blank(member.data[member.len - 1])) {
        member.len--;
    }

    return gov_accept_weight(member);
}


static int
gov_accept_number(gov_str_t coding)
{
    size_t i;
    static const struct {
        gov_str_t name;
        int       number;
    } codings[] = {
        { gov_str("br"), 2 },
        { gov_str("gzip"), 1 },
        { gov_str("x-gzip"), 1 },
        { gov_str("identity"), 0 },
    };

    for (i = 0; i < sizeof(codings) / sizeof(codings[0]); i++) {
        if (codings[i].name.len == coding.len
            && strncasecmp(codings[i].name.data, coding.data, coding.len) == 0)
        {
            return codings[i].number;
        }
    }

    return -1;
}


static gov_str_t
gov_accept_until(gov_str_t *text, char end)
{
    gov_str_t   part;
    const char *p;

    part = *text;
    p = memchr(text->data, end, text->len);

    if (p == NULL) {
        text->data += text->len;
        text->len = 0;
        return part;
    }

    part.len = (size_t)(p - text->data);
    text->data = p + 1;
    text->len -= part.len + 1;

    return part;
}


int
gov_accept_coding(gov_str_t header, unsigned available)
{
    int       n, i, best, weight, star, weights[3];
    gov_str_t coding;

    if (header.data == NULL) {
        return 0;
    }

    star = GOV_WEIGHT_UNSET;

    for (i = 0; i < 3; i++) {
        weights[i] = GOV_WEIGHT_UNSET;
    }

    while (header.len > 0) {
        weight = gov_accept_member(gov_accept_until(&header, ','), &coding);

        if (weight < 0) {
            continue;
        }

        if (coding.len == 1 && coding.data[0] == '*') {
            star = weight;
            continue;
        }

        n = gov_accept_number(coding);
        if (n >= 0) {
            weights[n] = weight;
        }
    }

    best = GOV_ACCEPT_NONE;
    weight = 0;

    for (i = 2; i >= 0; i--) {
        if (weights[i] == GOV_WEIGHT_UNSET) {
            weights[i] = star;
        }

        if ((available & 1u << i) && weights[i] > weight) {
            weight = weights[i];
            best = i;
        }
    }

    if (best == GOV_ACCEPT_NONE && weights[0] == GOV_WEIGHT_UNSET) {
        return 0; /* nobody mentioned identity, so nobody excluded it */
    }

    return best;
}


bool
gov_accept_etag(gov_str_t header, gov_str_t etag, bool weak)
{
    bool        tag_weak;
    gov_str_t   tag;
    const char *close;

    gov_accept_skip(&header);

    if (header.len >= 1 && header.data[0] == '*') {
        return true;
    }

    while (header.len > 0) {
        if (header.data[0] == ',' || gov_accept_blank(header.data[0])) {
            header.data++; /* an empty element: RFC 9110, 5.6.1.2 */
            header.len--;
            continue;
        }

        tag_weak = false;

        if (header.len >= 2 && header.data[0] == 'W' && header.data[1] == '/')
        {
            tag_weak = true;
            header.data += 2;
            header.len -= 2;
        }

        if (header.len < 2 || header.data[0] != '"') {
            return false; /* not a list of tags */
        }

        close = memchr(header.data + 1, '"', header.len - 1);
        if (close == NULL) {
            return false;
        }

        tag.data = header.data;
        tag.len = (size_t)(close + 1 - header.data);

        if ((weak || !tag_weak) && gov_str_eq(tag, etag)) {
            return true;
        }

        header.data += tag.len;
        header.len -= tag.len;
    }

    return false;
}
