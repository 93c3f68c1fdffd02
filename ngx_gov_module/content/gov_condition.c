#include "gov_condition.h"

#include <string.h>

#include "gov_form.h"
#include "gov_schema.h"


const gov_condition_shape_t gov_condition_shapes[GOV_CONDITION_MAX] = {
    { "true", 1, 1 },
    { "and", 2, GOV_LIST_MAX },
    { "or", 2, GOV_LIST_MAX },
    { "not", 2, 2 },
    { "eq", 3, 3 },
    { "ne", 3, 3 },
    { "in", 3, 3 },
    { ">=", 3, 3 },
    { ">", 3, 3 },
    { "<=", 3, 3 },
    { "<", 3, 3 },
    { "known", 2, 2 },
    { "any", 3, 3 },
    { "all", 3, 3 },
};

static const gov_condition_person_t gov_condition_persons[] = {
    { "p0", "self", NULL },  { "s1", "spouse", "self" },
    { "c1", "child", NULL }, { "h0", "household", NULL },
    { "it", "child", NULL },
};


const gov_condition_person_t *
gov_condition_person(gov_str_t id)
{
    size_t i, n;

    n = sizeof(gov_condition_persons) / sizeof(gov_condition_persons[0]);

    for (i = 0; i < n; i++) {
        if (gov_str_eq(id, gov_str_z(gov_condition_persons[i].id))) {
            return &gov_condition_persons[i];
        }
    }

    return NULL;
}


int
gov_condition_op(const char *name)
{
    int i;

    for (i = 0; i < GOV_CONDITION_MAX; i++) {
        if (strcmp(gov_condition_shapes[i].name, name) == 0) {
            return i;
        }
    }

    return -1;
}


bool
gov_condition_fact(const char *text, gov_str_t *person, const char **id)
{
    const char *dot;

    dot = strchr(text, '.');
    if (dot == NULL || !gov_form_id(dot + 1, strlen(dot + 1))) {
        return false;
    }

    person->data = text;
    person->len = (size_t)(dot - text);
    *id = dot + 1;

    return true;
}
