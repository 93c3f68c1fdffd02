/*
 * Checklists: themes, situations, outcomes and the order of their steps.
 */

#include <string.h>

#include "gov_lint_walk.h"


/* The steps of one outcome, while it is found out whether some wait for each
 * other in a circle. */

typedef struct {
    gov_lint_t            *lint;
    const json_t          *list;
    const gov_json_path_t *path;
    json_t                *places; /* id to place in the list */
    unsigned char          state[GOV_LIST_MAX];
} gov_lint_steps_t;

enum { GOV_LINT_STEP_NEW = 0, GOV_LINT_STEP_OPEN, GOV_LINT_STEP_DONE };


static void
gov_lint_theme(gov_lint_t *lint)
{
    size_t           i;
    json_t          *themes;
    const char      *topic_id, *theme, *id;
    const gov_doc_t *topic;
    gov_json_path_t  place;
    gov_lint_quote_t quote;

    topic_id = gov_lint_string(lint->doc->json, "topic");
    theme = gov_lint_string(lint->doc->json, "theme");

    if (topic_id == NULL || theme == NULL) {
        return;
    }

    topic = gov_content_find(lint->content, GOV_KIND_TOPIC, topic_id);
    if (topic == NULL) {
        return;
    }

    themes = json_object_get(topic->json, "themes");

    for (i = 0; i < json_array_size(themes); i++) {
        id = gov_lint_string(json_array_get(themes, i), "id");
        if (id != NULL && strcmp(id, theme) == 0) {
            return;
        }
    }

    place = (gov_json_path_t){ lint->root, "theme", 0 };
    gov_lint_fault(lint, &place, "the topic \"%s\" has no theme \"%s\"",
                   topic->id, gov_lint_quote(&quote, theme));
}


static void
gov_lint_establishes(gov_lint_t *lint, const json_t *step,
                     const gov_json_path_t *path)
{
    size_t           i;
    json_t          *list, *value;
    const char      *id;
    const gov_doc_t *fact;
    gov_json_path_t  place, element, field;

    list = json_object_get(step, "establishes");
    place = (gov_json_path_t){ path, "establishes", 0 };

    for (i = 0; i < gov_lint_count(list); i++) {
        element = (gov_json_path_t){ &place, NULL, i };
        field = (gov_json_path_t){ &element, "value", 0 };

        id = gov_lint_string(json_array_get(list, i), "fact");
        value = json_object_get(json_array_get(list, i), "value");
        fact = id == NULL ? NULL
                          : gov_content_find(lint->content, GOV_KIND_FACT, id);

        if (fact != NULL && value != NULL) {
            gov_lint_fact_value(lint, fact, value, &field);
        }
    }
}


static void
gov_lint_step(gov_lint_t *lint, const json_t *step,
              const gov_json_path_t *path)
{
    if (json_is_object(step) && json_object_get(step, "item") == NULL
        && json_object_get(step, "action") == NULL)
    {
        gov_lint_fault(lint, path,
                       "a step needs an \"item\" or an \"action\"");
    }

    gov_lint_establishes(lint, step, path);
}


static void gov_lint_step_visit(gov_lint_steps_t *steps, size_t i);


/* One "after" of step i: it exists, is another one, and does not wait for
 * step i in its turn. */

static void
gov_lint_step_after(gov_lint_steps_t *steps, size_t i, const char *after,
                    const gov_json_path_t *path)
{
    size_t           other;
    json_t          *place;
    const char      *id;
    gov_lint_quote_t quote, quote_id;

    place = json_object_get(steps->places, after);
    if (place == NULL) {
        gov_lint_fault(steps->lint, path,
                       "there is no step \"%s\" in this situation",
                       gov_lint_quote(&quote, after));
        return;
    }

    other = (size_t)json_integer_value(place);
    if (other == i) {
        gov_lint_fault(steps->lint, path, "a step cannot come after itself");
        return;
    }

    if (steps->state[other] == GOV_LINT_STEP_OPEN) {
        id = gov_lint_string(json_array_get(steps->list, i), "id");
        gov_lint_fault(steps->lint, path,
                       "the steps go round in a circle: \"%s\" comes after "
                       "\"%s\", which waits for it",
                       gov_lint_quote(&quote_id, id == NULL ? "" : id),
                       gov_lint_quote(&quote, after));
        return;
    }

    if (steps->state[other] == GOV_LINT_STEP_NEW) {
        gov_lint_step_visit(steps, other);
    }
}


/* Depth first; at most GOV_LIST_MAX calls deep. */

static void
gov_lint_step_visit(gov_lint_steps_t *steps, size_t i)
{
    size_t          j;
    json_t         *list;
    const char     *after;
    gov_json_path_t step, place, element;

    steps->state[i] = GOV_LINT_STEP_OPEN;

    step = (gov_json_path_t){ steps->path, NULL, i };
    place = (gov_json_path_t){ &step, "after", 0 };
    list = json_object_get(json_array_get(steps->list, i), "after");

    for (j = 0; j < gov_lint_count(list); j++) {
        after = json_string_value(json_array_get(list, j));

        if (after != NULL) {
            element = (gov_json_path_t){ &place, NULL, j };
            gov_lint_step_after(steps, i, after, &element);
        }
    }

    steps->state[i] = GOV_LINT_STEP_DONE;
}


static void
gov_lint_steps(gov_lint_t *lint, const json_t *list,
               const gov_json_path_t *path)
{
    size_t           i;
    const char      *id;
    gov_json_path_t  element;
    gov_lint_steps_t steps;

    memset(&steps, 0, sizeof(steps));
    steps.lint = lint;
    steps.list = list;
    steps.path = path;
    steps.places = json_object();

    gov_lint_unique(lint, list, path, "id");

    for (i = 0; i < gov_lint_count(list); i++) {
        element = (gov_json_path_t){ path, NULL, i };
        gov_lint_step(lint, json_array_get(list, i), &element);

        id = gov_lint_string(json_array_get(list, i), "id");

        if (id != NULL && json_object_get(steps.places, id) == NULL) {
            (void)json_object_set_new(steps.places, id,
                                      json_integer((json_int_t)i));
        }
    }

    for (i = 0; i < gov_lint_count(list); i++) {
        if (steps.state[i] == GOV_LINT_STEP_NEW) {
            gov_lint_step_visit(&steps, i);
        }
    }

    json_decref(steps.places);
}


static void
gov_lint_outcome(gov_lint_t *lint, const json_t *outcome,
                 const gov_json_path_t *path)
{
    size_t          i;
    json_t         *steps;
    const char     *type;
    gov_json_path_t place;

    static const struct {
        const char *type;
        const char *needs;
    } rules[] = { { "do", "steps" },
                  { "notYet", "when" },
                  { "askPeople", "ask" } };

    type = gov_lint_string(outcome, "type");
    steps = json_object_get(outcome, "steps");

    for (i = 0; type != NULL && i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (strcmp(type, rules[i].type) == 0
            && json_object_get(outcome, rules[i].needs) == NULL)
        {
            place = (gov_json_path_t){ path, "type", 0 };
            gov_lint_fault(lint, &place,
                           "the outcome is \"%s\", so \"%s\" is needed", type,
                           rules[i].needs);
        }
    }

    place = (gov_json_path_t){ path, "steps", 0 };

    if (type != NULL && steps != NULL && strcmp(type, "do") != 0) {
        gov_lint_fault_key(lint, &place,
                           "only an outcome \"do\" has \"steps\"");
    }

    gov_lint_steps(lint, steps, &place);
}


void
gov_lint_checklist(gov_lint_t *lint)
{
    size_t          i;
    json_t         *situations;
    gov_json_path_t place, element, outcome;

    gov_lint_theme(lint);

    situations = json_object_get(lint->doc->json, "situations");
    place = (gov_json_path_t){ lint->root, "situations", 0 };

    gov_lint_unique(lint, situations, &place, "id");

    for (i = 0; i < gov_lint_count(situations); i++) {
        element = (gov_json_path_t){ &place, NULL, i };
        outcome = (gov_json_path_t){ &element, "outcome", 0 };

        gov_lint_outcome(
            lint, json_object_get(json_array_get(situations, i), "outcome"),
            &outcome);
    }
}
