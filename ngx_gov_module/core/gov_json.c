#include "gov_json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gov_utf8.h"


typedef struct {
    unsigned line;
    unsigned depth;
    bool     string; /* within a string */
    bool     escape; /* after a backslash in it */
} gov_json_check_t;


static void gov_json_fault(gov_json_error_t *error, unsigned line,
                           const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));


static void
gov_json_fault(gov_json_error_t *error, unsigned line, const char *fmt, ...)
{
    char   *p;
    va_list args;

    error->line = line;

    va_start(args, fmt);
    vsnprintf(error->reason, sizeof(error->reason), fmt, args);
    va_end(args);

    /* jansson quotes the text; a report has one line an entry */

    for (p = error->reason; *p != '\0'; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f) {
            *p = '?';
        }
    }
}


/* Nesting as jansson will see it: wrong only behind its first error. */

static void
gov_json_check_byte(gov_json_check_t *check, char c)
{
    if (check->string) {
        if (check->escape) {
            check->escape = false;

        } else if (c == '\\') {
            check->escape = true;

        } else if (c == '"') {
            check->string = false;
        }

        return;
    }

    switch (c) {

    case '"':
        check->string = true;
        break;

    case '[':
    case '{':
        check->depth++;
        break;

    case ']':
    case '}':
        if (check->depth > 0) {
            check->depth--;
        }
        break;

    default:
        break;
    }
}


/* What must be known before jansson, which recurses, sees the text. */

static bool
gov_json_check(const char *text, size_t len, unsigned depth,
               gov_json_error_t *error)
{
    size_t           i, n;
    uint32_t         point;
    gov_json_check_t check;

    memset(&check, 0, sizeof(check));
    check.line = 1;

    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        gov_json_fault(error, 1, "begins with a byte order mark");
        return false;
    }

    for (i = 0; i < len; i += n) {
        n = gov_utf8_next(text + i, len - i, &point);

        if (n == 0) {
            gov_json_fault(error, check.line, "not UTF-8: byte 0x%02x",
                           (unsigned char)text[i]);
            return false;
        }

        if (point == 0) {
            gov_json_fault(error, check.line, "a NUL byte");
            return false;
        }

        gov_json_check_byte(&check, text[i]);

        if (check.depth > depth) {
            gov_json_fault(error, check.line,
                           "nested more than %u levels deep", depth);
            return false;
        }

        check.line += point == '\n';
    }

    return true;
}


json_t *
gov_json_parse(const char *text, size_t len, unsigned depth,
               gov_json_error_t *error)
{
    json_t      *json;
    json_error_t found;

    if (depth > GOV_JSON_DEPTH_MAX) {
        depth = GOV_JSON_DEPTH_MAX;
    }

    if (!gov_json_check(text, len, depth, error)) {
        return NULL;
    }

    json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &found);
    if (json == NULL) {
        gov_json_fault(error, found.line > 0 ? (unsigned)found.line : 1, "%s",
                       found.text);
    }

    return json;
}
