#include "gov_form.h"

#include <string.h>

#include "../core/gov_utf8.h"


#define GOV_FORM_USCC_LEN     18
#define GOV_FORM_TASKCODE_LEN 31


static bool
gov_form_lower_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}


static bool
gov_form_digit(char c)
{
    return c >= '0' && c <= '9';
}


static bool
gov_form_alnum(char c)
{
    return gov_form_lower_alnum(c) || (c >= 'A' && c <= 'Z');
}


static size_t
gov_form_digits(const char *text, size_t len)
{
    size_t n;

    for (n = 0; n < len && gov_form_digit(text[n]); n++) {
        /* void */
    }

    return n;
}


bool
gov_form_id(const char *text, size_t len)
{
    size_t i;

    if (len == 0 || text[0] == '-' || text[len - 1] == '-') {
        return false;
    }

    for (i = 0; i < len; i++) {
        if (!gov_form_lower_alnum(text[i]) && text[i] != '-') {
            return false;
        }
    }

    return true;
}


bool
gov_form_code(const char *text, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        if (!gov_form_alnum(text[i]) && text[i] != '-' && text[i] != '_') {
            return false;
        }
    }

    return len > 0;
}


bool
gov_form_town(const char *text, size_t len)
{
    return len == 9 && memcmp(text, "4419", 4) == 0
           && gov_form_digits(text, len) == len;
}


bool
gov_form_url(const char *text, size_t len)
{
    size_t i, n;

    static const char scheme[] = "https://";
    static const char marks[] = "!#$%&'()*+,-./:;=?@[]_~";

    i = sizeof(scheme) - 1;

    if (len <= i || memcmp(text, scheme, i) != 0 || !gov_form_alnum(text[i])) {
        return false;
    }

    while (i < len
           && (gov_form_alnum(text[i]) || text[i] == '.' || text[i] == '-'))
    {
        i++;
    }

    if (!gov_form_alnum(text[i - 1])) {
        return false;
    }

    if (i < len && text[i] == ':') {
        n = gov_form_digits(text + i + 1, len - i - 1);
        if (n < 1 || n > 5) {
            return false;
        }

        i += 1 + n;
    }

    if (i < len && text[i] != '/' && text[i] != '?' && text[i] != '#') {
        return false;
    }

    while (i < len
           && (gov_form_alnum(text[i])
               || memchr(marks, text[i], sizeof(marks) - 1) != NULL))
    {
        i++;
    }

    return i == len;
}


bool
gov_form_decimal(const char *text, size_t len, bool whole)
{
    size_t n;

    n = gov_form_digits(text, len);

    if (n == 0 || (text[0] == '0' && n > 1)) {
        return false;
    }

    if (n == len) {
        return true;
    }

    return !whole && text[n] == '.' && n + 1 < len
           && gov_form_digits(text + n + 1, len - n - 1) == len - n - 1;
}


const char *
gov_form_uscc(const char *text, size_t len)
{
    size_t      i;
    unsigned    sum, weight;
    const char *p;

    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    if (len != GOV_FORM_USCC_LEN) {
        return "must have 18 characters";
    }

    sum = 0;
    weight = 1;
    p = alphabet;

    for (i = 0; i < GOV_FORM_USCC_LEN; i++) {
        p = memchr(alphabet, text[i], sizeof(alphabet) - 1);
        if (p == NULL) {
            return "has a character that no USCC has (digits and capitals "
                   "but I, O, S, V, Z)";
        }

        if (i < GOV_FORM_USCC_LEN - 1) {
            sum += (unsigned)(p - alphabet) * weight;
            weight = weight * 3 % 31;
        }
    }

    if ((unsigned)(p - alphabet) != (31 - sum % 31) % 31) {
        return "has a wrong check character (the 18th)";
    }

    return NULL;
}


const char *
gov_form_taskcode(const char *text, size_t len)
{
    size_t      i;
    const char *reason;

    if (len != GOV_FORM_TASKCODE_LEN) {
        return "must have 31 characters";
    }

    reason = gov_form_uscc(text, GOV_FORM_USCC_LEN);
    if (reason != NULL) {
        return reason;
    }

    if (text[GOV_FORM_USCC_LEN] < '1' || text[GOV_FORM_USCC_LEN] > '6') {
        return "must have a level from 1 to 6 as its 19th character";
    }

    for (i = GOV_FORM_USCC_LEN + 1; i < GOV_FORM_TASKCODE_LEN; i++) {
        if (!gov_form_alnum(text[i])) {
            return "must end with twelve letters or digits";
        }
    }

    return NULL;
}


static bool
gov_form_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
}


static bool
gov_form_blank(uint32_t c)
{
    return c == ' ' || c == 0xa0 || c == 0x3000;
}


const char *
gov_form_line(const char *text, size_t len, size_t *n)
{
    bool     first, last;
    size_t   i, size;
    uint32_t c;

    *n = 0;
    first = false;
    last = false;

    if (len == 0) {
        return "is empty";
    }

    for (i = 0; i < len; i += size) {
        size = gov_utf8_next(text + i, len - i, &c);
        if (size == 0) {
            return "is not UTF-8";
        }

        if (gov_form_control(c)) {
            return "has a control character or a line break";
        }

        last = gov_form_blank(c);
        first = first || (i == 0 && last);
        (*n)++;
    }

    return first ? "begins with a blank" : last ? "ends with a blank" : NULL;
}


const char *
gov_form_text(const char *text, size_t len, size_t *n)
{
    bool     blank;
    size_t   i, size;
    uint32_t c;

    *n = 0;
    blank = true;

    for (i = 0; i < len; i += size) {
        size = gov_utf8_next(text + i, len - i, &c);
        if (size == 0) {
            return "is not UTF-8";
        }

        if (gov_form_control(c) && c != '\n') {
            return "has a control character";
        }

        blank = blank && (c == '\n' || gov_form_blank(c));
        (*n)++;
    }

    return len == 0 ? "is empty" : blank ? "has only blanks" : NULL;
}
