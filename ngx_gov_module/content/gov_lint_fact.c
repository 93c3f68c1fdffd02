/*
 * Whether a value is one its fact can have.
 */

#include <stdio.h>
#include <string.h>

#include "../core/gov_time.h"
#include "gov_lint_walk.h"


static void
gov_lint_fact_option(gov_lint_t *lint, const gov_doc_t *fact,
                     const json_t *value, const gov_json_path_t *path)
{
    size_t           i, used;
    json_t          *options;
    const char      *option, *text;
    gov_lint_quote_t words, quote;

    options = json_object_get(fact->json, "options");
    text = json_string_value(value);
    words.text[0] = '\0';
    used = 0;

    for (i = 0; i < gov_lint_count(options); i++) {
        option = gov_lint_string(json_array_get(options, i), "value");
        if (option == NULL) {
            continue;
        }

        if (text != NULL && strcmp(option, text) == 0) {
            return;
        }

        if (used < sizeof(words.text)) {
            used +=
                (size_t)snprintf(words.text + used, sizeof(words.text) - used,
                                 "%s%s", used == 0 ? "" : ", ", option);
        }
    }

    gov_lint_fault(lint, path,
                   "\"%s\" is no option of the fact \"%s\"; "
                   "allowed are: %s",
                   text == NULL ? "this" : gov_lint_quote(&quote, text),
                   fact->id, words.text);
}


void
gov_lint_fact_value(gov_lint_t *lint, const gov_doc_t *fact,
                    const json_t *value, const gov_json_path_t *path)
{
    int64_t     seconds;
    const char *type;

    type = gov_lint_string(fact->json, "type");
    if (type == NULL) {
        return;
    }

    if (strcmp(type, "enum") == 0) {
        gov_lint_fact_option(lint, fact, value, path);
        return;
    }

    if (strcmp(type, "bool") == 0 && !json_is_boolean(value)) {
        gov_lint_fault(lint, path, "the fact \"%s\" is true or false",
                       fact->id);
    }

    if ((strcmp(type, "integer") == 0 || strcmp(type, "money") == 0)
        && !json_is_integer(value))
    {
        gov_lint_fault(lint, path, "the fact \"%s\" is an integer%s", fact->id,
                       strcmp(type, "money") == 0 ? " (of fen)" : "");
    }

    if (strcmp(type, "date") == 0
        && (!json_is_string(value)
            || !gov_time_parse_date(json_string_value(value),
                                    json_string_length(value), &seconds)))
    {
        gov_lint_fault(lint, path, "the fact \"%s\" is a date, \"YYYY-MM-DD\"",
                       fact->id);
    }
}
