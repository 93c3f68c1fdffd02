/*
 * The rules no field table can say, kind by kind.  Required fields, the
 * source of a verified document among them, are the table's.
 */

#include <string.h>

#include "../core/gov_time.h"
#include "gov_form.h"
#include "gov_lint_walk.h"


/* A document that refers to itself. */

static void
gov_lint_not_itself(gov_lint_t *lint, const char *field)
{
    size_t          i;
    json_t         *list;
    const char     *id;
    gov_json_path_t place, element;

    list = json_object_get(lint->doc->json, field);
    place = (gov_json_path_t){ lint->root, field, 0 };

    for (i = 0; i < gov_lint_count(list); i++) {
        id = json_string_value(json_array_get(list, i));

        if (id != NULL && strcmp(id, lint->doc->id) == 0) {
            element = (gov_json_path_t){ &place, NULL, i };
            gov_lint_fault(lint, &element, "\"%s\" names the document itself",
                           field);
        }
    }
}


static void
gov_lint_topic(gov_lint_t *lint)
{
    gov_json_path_t place;

    place = (gov_json_path_t){ lint->root, "themes", 0 };
    gov_lint_unique(lint, json_object_get(lint->doc->json, "themes"), &place,
                    "id");
}


static void
gov_lint_item(gov_lint_t *lint)
{
    json_t         *json;
    gov_json_path_t place;

    json = lint->doc->json;

    if (json_is_true(json_object_get(json, "isFee"))
        && json_object_get(json, "feeBasis") == NULL)
    {
        place = (gov_json_path_t){ lint->root, "isFee", 0 };
        gov_lint_fault(lint, &place,
                       "\"isFee\" is true, so \"feeBasis\" is needed");
    }
}


static void
gov_lint_fact(gov_lint_t *lint)
{
    bool            choice;
    json_t         *options;
    const char     *type;
    gov_json_path_t place;

    options = json_object_get(lint->doc->json, "options");
    type = gov_lint_string(lint->doc->json, "type");
    choice = type != NULL && strcmp(type, "enum") == 0;

    if (choice && options == NULL) {
        place = (gov_json_path_t){ lint->root, "type", 0 };
        gov_lint_fault(lint, &place,
                       "the type is enum, so \"options\" are needed");
    }

    place = (gov_json_path_t){ lint->root, "options", 0 };

    if (!choice && type != NULL && options != NULL) {
        gov_lint_fault_key(lint, &place,
                           "only a fact of type enum has \"options\"");
    }

    gov_lint_unique(lint, options, &place, "value");
}


static bool
gov_lint_clock(const json_t *hours, const char *key, unsigned *minutes)
{
    const json_t *value;

    value = json_object_get(hours, key);

    return json_is_string(value)
           && gov_time_parse_clock(json_string_value(value),
                                   json_string_length(value), minutes);
}


static void
gov_lint_place(gov_lint_t *lint)
{
    size_t          i;
    json_t         *list, *hours;
    unsigned        opens, closes;
    gov_json_path_t place, element, field;

    list = json_object_get(lint->doc->json, "hours");
    place = (gov_json_path_t){ lint->root, "hours", 0 };

    for (i = 0; i < gov_lint_count(list); i++) {
        hours = json_array_get(list, i);

        if (gov_lint_clock(hours, "opens", &opens)
            && gov_lint_clock(hours, "closes", &closes) && closes <= opens)
        {
            element = (gov_json_path_t){ &place, NULL, i };
            field = (gov_json_path_t){ &element, "closes", 0 };
            gov_lint_fault(lint, &field,
                           "\"closes\" must be later than \"opens\"");
        }
    }
}


static void
gov_lint_town(gov_lint_t *lint)
{
    gov_json_path_t place;

    if (!gov_form_town(lint->doc->id, strlen(lint->doc->id))) {
        place = (gov_json_path_t){ lint->root, "id", 0 };
        gov_lint_fault(lint, &place,
                       "the id of a town is its code: nine digits that begin "
                       "with 4419");
    }
}


void
gov_lint_rules(gov_lint_t *lint)
{
    switch (lint->doc->kind) {

    case GOV_KIND_TOPIC:
        gov_lint_topic(lint);
        break;

    case GOV_KIND_CHECKLIST:
        gov_lint_checklist(lint);
        break;

    case GOV_KIND_ITEM:
        gov_lint_item(lint);
        break;

    case GOV_KIND_MATERIAL:
        gov_lint_not_itself(lint, "anyOf");
        break;

    case GOV_KIND_KNOWLEDGE:
        gov_lint_not_itself(lint, "related");
        break;

    case GOV_KIND_PARAMETER:
        gov_lint_parameter(lint);
        break;

    case GOV_KIND_FACT:
        gov_lint_fact(lint);
        break;

    case GOV_KIND_PLACE:
        gov_lint_place(lint);
        break;

    case GOV_KIND_TOWN:
        gov_lint_town(lint);
        break;

    case GOV_KIND_DEPARTMENT:
    case GOV_KIND_MAX:
        break;
    }
}
