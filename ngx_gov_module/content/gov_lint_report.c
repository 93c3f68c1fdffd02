/*
 * How the linter says what is wrong.
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../core/gov_utf8.h"
#include "gov_lint_walk.h"


static void gov_lint_report(gov_lint_t *lint, gov_severity_e severity,
                            const gov_json_path_t *path, bool key,
                            const char *fmt, va_list args)
    __attribute__((format(printf, 5, 0)));


static void
gov_lint_report(gov_lint_t *lint, gov_severity_e severity,
                const gov_json_path_t *path, bool key, const char *fmt,
                va_list args)
{
    char reason[1024];

    vsnprintf(reason, sizeof(reason), fmt, args);

    gov_report_add(lint->report, severity, lint->doc->file,
                   gov_locate_line(&lint->locate, lint->doc, path, key),
                   lint->doc->id, "%s", reason);
}


void
gov_lint_fault(gov_lint_t *lint, const gov_json_path_t *path, const char *fmt,
               ...)
{
    va_list args;

    va_start(args, fmt);
    gov_lint_report(lint, GOV_ERROR, path, false, fmt, args);
    va_end(args);
}


void
gov_lint_fault_key(gov_lint_t *lint, const gov_json_path_t *path,
                   const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    gov_lint_report(lint, GOV_ERROR, path, true, fmt, args);
    va_end(args);
}


void
gov_lint_warn(gov_lint_t *lint, const gov_json_path_t *path, const char *fmt,
              ...)
{
    va_list args;

    va_start(args, fmt);
    gov_lint_report(lint, GOV_WARNING, path, false, fmt, args);
    va_end(args);
}


const char *
gov_lint_quote(gov_lint_quote_t *quote, const char *text)
{
    size_t   len, used, n;
    uint32_t c;

    len = strlen(text);
    used = 0;

    while (len > 0) {
        n = gov_utf8_next(text, len, &c);

        if (n == 0 || c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028
            || c == 0x2029)
        {
            text += n == 0 ? 1 : n;
            len -= n == 0 ? 1 : n;
            quote->text[used++] = '?';

        } else {
            memcpy(quote->text + used, text, n);
            text += n;
            len -= n;
            used += n;
        }

        if (len > 0 && used > sizeof(quote->text) - 8) {
            memcpy(quote->text + used, "...", 3);
            used += 3;
            break;
        }
    }

    quote->text[used] = '\0';

    return quote->text;
}


const char *
gov_lint_words(gov_lint_quote_t *quote, const char *const *words)
{
    size_t used;

    used = 0;
    quote->text[0] = '\0';

    for (; *words != NULL && used < sizeof(quote->text); words++) {
        used +=
            (size_t)snprintf(quote->text + used, sizeof(quote->text) - used,
                             "%s%s", used == 0 ? "" : ", ", *words);
    }

    return quote->text;
}


const char *
gov_lint_string(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}


size_t
gov_lint_count(const json_t *list)
{
    size_t n;

    n = json_array_size(list);

    return n > GOV_LIST_MAX ? GOV_LIST_MAX : n;
}


void
gov_lint_unique(gov_lint_t *lint, const json_t *list,
                const gov_json_path_t *path, const char *key)
{
    size_t           i;
    json_t          *seen, *value;
    gov_json_path_t  element, field;
    gov_lint_quote_t quote;

    seen = json_object();

    for (i = 0; i < gov_lint_count(list); i++) {
        value = json_array_get(list, i);
        value = key == NULL ? value : json_object_get(value, key);

        if (!json_is_string(value)) {
            continue;
        }

        if (json_object_get(seen, json_string_value(value)) != NULL) {
            element = (gov_json_path_t){ path, NULL, i };
            field = (gov_json_path_t){ &element, key, 0 };

            gov_lint_fault(lint, key == NULL ? &element : &field,
                           "\"%s\" stands twice in \"%s\"",
                           gov_lint_quote(&quote, json_string_value(value)),
                           path->key);
        }

        (void)json_object_set_new(seen, json_string_value(value), json_true());
    }

    json_decref(seen);
}
