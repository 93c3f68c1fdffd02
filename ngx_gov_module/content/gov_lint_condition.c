/*
 * Conditions: operators, facts, persons, values.
 */

#include <string.h>

#include "gov_condition.h"
#include "gov_lint_walk.h"


typedef struct {
    gov_lint_t *lint;
    bool        quantified; /* within "any" or "all": there is an "it" */
} gov_lint_condition_t;


static void gov_lint_condition_walk(gov_lint_condition_t  *walk,
                                    const json_t          *c,
                                    const gov_json_path_t *path);


static void
gov_lint_condition_person(gov_lint_condition_t *walk, gov_str_t id,
                          const gov_doc_t *fact, const gov_json_path_t *path)
{
    const char                   *role;
    const gov_condition_person_t *person;

    person = gov_condition_person(id);
    if (person == NULL) {
        gov_lint_fault(walk->lint, path,
                       "unknown person in a condition: "
                       "allowed are p0, s1, c1, h0 and, within any or all, "
                       "it");
        return;
    }

    if (!walk->quantified && gov_str_eq(id, gov_str("it"))) {
        gov_lint_fault(walk->lint, path,
                       "\"it\" stands for nobody outside of any and all");
        return;
    }

    role = fact == NULL ? NULL : gov_lint_string(fact->json, "person");

    if (role != NULL && strcmp(role, person->role) != 0
        && (person->also == NULL || strcmp(role, person->also) != 0))
    {
        gov_lint_fault(walk->lint, path,
                       "the fact \"%s\" is about %s and cannot be asked of "
                       "%s",
                       fact->id, role, person->id);
    }
}


/* The fact that element 1 names, or NULL, reported. */

static const gov_doc_t *
gov_lint_condition_fact(gov_lint_condition_t *walk, const json_t *c,
                        const gov_json_path_t *path)
{
    gov_str_t        person;
    const char      *text, *id;
    const gov_doc_t *fact;
    gov_json_path_t  place;

    place = (gov_json_path_t){ path, NULL, 1 };
    text = json_string_value(json_array_get(c, 1));

    if (text == NULL || !gov_condition_fact(text, &person, &id)) {
        gov_lint_fault(walk->lint, &place,
                       "a condition needs \"<person>.<fact>\" here, e.g. "
                       "\"p0.hukou-place\"");
        return NULL;
    }

    fact = gov_lint_ref(walk->lint, GOV_KIND_FACT, id, &place);
    gov_lint_condition_person(walk, person, fact, &place);

    return fact;
}


static void
gov_lint_condition_equal(gov_lint_condition_t *walk, const json_t *c,
                         const gov_json_path_t *path)
{
    const gov_doc_t *fact;
    gov_json_path_t  place;

    fact = gov_lint_condition_fact(walk, c, path);

    if (fact != NULL) {
        place = (gov_json_path_t){ path, NULL, 2 };
        gov_lint_fact_value(walk->lint, fact, json_array_get(c, 2), &place);
    }
}


static void
gov_lint_condition_in(gov_lint_condition_t *walk, const json_t *c,
                      const gov_json_path_t *path)
{
    size_t           i, j, n;
    json_t          *values;
    const gov_doc_t *fact;
    gov_json_path_t  place, element;

    fact = gov_lint_condition_fact(walk, c, path);
    values = json_array_get(c, 2);
    place = (gov_json_path_t){ path, NULL, 2 };
    n = json_array_size(values);

    if (n == 0 || n > GOV_LIST_MAX) {
        gov_lint_fault(walk->lint, &place,
                       "\"in\" needs a list of 1 to %d values", GOV_LIST_MAX);
        return;
    }

    for (i = 0; i < n; i++) {
        element = (gov_json_path_t){ &place, NULL, i };

        if (fact != NULL) {
            gov_lint_fact_value(walk->lint, fact, json_array_get(values, i),
                                &element);
        }

        for (j = 0; j < i; j++) {
            if (json_equal(json_array_get(values, i),
                           json_array_get(values, j))) {
                gov_lint_fault(walk->lint, &element,
                               "the value stands twice in \"in\"");
                break;
            }
        }
    }
}


static void
gov_lint_condition_param(gov_lint_condition_t *walk, const json_t *param,
                         const gov_json_path_t *path)
{
    const char     *word, *id;
    gov_json_path_t place;

    word = json_string_value(json_array_get(param, 0));
    id = json_string_value(json_array_get(param, 1));

    if (json_array_size(param) != 2 || word == NULL || id == NULL
        || strcmp(word, "param") != 0)
    {
        gov_lint_fault(walk->lint, path,
                       "only [\"param\", id] can stand for a number");
        return;
    }

    place = (gov_json_path_t){ path, NULL, 1 };
    (void)gov_lint_ref(walk->lint, GOV_KIND_PARAMETER, id, &place);
}


static void
gov_lint_condition_order(gov_lint_condition_t *walk, const json_t *c,
                         const gov_json_path_t *path)
{
    json_t          *n;
    const char      *type;
    const gov_doc_t *fact;
    gov_json_path_t  subject, place;

    fact = gov_lint_condition_fact(walk, c, path);
    type = fact == NULL ? NULL : gov_lint_string(fact->json, "type");
    subject = (gov_json_path_t){ path, NULL, 1 };
    place = (gov_json_path_t){ path, NULL, 2 };
    n = json_array_get(c, 2);

    if (type != NULL
        && (strcmp(type, "bool") == 0 || strcmp(type, "enum") == 0)) {
        gov_lint_fault(walk->lint, &subject,
                       "the fact \"%s\" (%s) is not ordered: only integer, "
                       "money and date are",
                       fact->id, type);
        return;
    }

    if (json_is_array(n)) {
        gov_lint_condition_param(walk, n, &place);

        if (type != NULL && strcmp(type, "date") == 0) {
            gov_lint_fault(walk->lint, &place,
                           "the fact \"%s\" is a date: no "
                           "parameter is one",
                           fact->id);
        }

    } else if (fact != NULL) {
        gov_lint_fact_value(walk->lint, fact, n, &place);
    }
}


static void
gov_lint_condition_quantifier(gov_lint_condition_t *walk, const json_t *c,
                              const gov_json_path_t *path)
{
    const char          *role;
    gov_json_path_t      place;
    gov_lint_condition_t inner;

    place = (gov_json_path_t){ path, NULL, 1 };
    role = json_string_value(json_array_get(c, 1));

    if (role == NULL || strcmp(role, "child") != 0) {
        gov_lint_fault(walk->lint, &place,
                       "any and all are over \"child\" only");
    }

    if (walk->quantified) {
        gov_lint_fault(walk->lint, path,
                       "any and all do not nest: \"it\" would be two persons");
    }

    inner = (gov_lint_condition_t){ walk->lint, true };
    place = (gov_json_path_t){ path, NULL, 2 };

    gov_lint_condition_walk(&inner, json_array_get(c, 2), &place);
}


static void
gov_lint_condition_op(gov_lint_condition_t *walk, gov_condition_op_e op,
                      const json_t *c, const gov_json_path_t *path)
{
    size_t          i;
    gov_json_path_t place;

    switch (op) {

    case GOV_CONDITION_AND:
    case GOV_CONDITION_OR:
    case GOV_CONDITION_NOT:
        for (i = 1; i < json_array_size(c); i++) {
            place = (gov_json_path_t){ path, NULL, i };
            gov_lint_condition_walk(walk, json_array_get(c, i), &place);
        }
        break;

    case GOV_CONDITION_EQ:
    case GOV_CONDITION_NE:
        gov_lint_condition_equal(walk, c, path);
        break;

    case GOV_CONDITION_IN:
        gov_lint_condition_in(walk, c, path);
        break;

    case GOV_CONDITION_GE:
    case GOV_CONDITION_GT:
    case GOV_CONDITION_LE:
    case GOV_CONDITION_LT:
        gov_lint_condition_order(walk, c, path);
        break;

    case GOV_CONDITION_KNOWN:
        (void)gov_lint_condition_fact(walk, c, path);
        break;

    case GOV_CONDITION_ANY:
    case GOV_CONDITION_ALL:
        gov_lint_condition_quantifier(walk, c, path);
        break;

    case GOV_CONDITION_TRUE:
    case GOV_CONDITION_MAX:
        break;
    }
}


static void
gov_lint_condition_walk(gov_lint_condition_t *walk, const json_t *c,
                        const gov_json_path_t *path)
{
    int                          op;
    size_t                       n;
    const char                  *name;
    gov_lint_quote_t             quote;
    const gov_condition_shape_t *shape;

    name = json_string_value(json_array_get(c, 0));
    if (name == NULL) {
        gov_lint_fault(walk->lint, path,
                       "a condition must be a list that begins with an "
                       "operator, e.g. [\"true\"]");
        return;
    }

    op = gov_condition_op(name);
    if (op == -1) {
        gov_lint_fault(walk->lint, path,
                       "unknown operator \"%s\" in a condition: allowed are "
                       "true, and, or, not, eq, ne, in, >=, >, <=, <, known, "
                       "any, all",
                       gov_lint_quote(&quote, name));
        return;
    }

    shape = &gov_condition_shapes[op];
    n = json_array_size(c);

    if (n < shape->least || n > shape->most) {
        gov_lint_fault(walk->lint, path,
                       "\"%s\" takes %zu to %zu operands, here are %zu", name,
                       shape->least - 1, shape->most - 1, n - 1);
        return;
    }

    gov_lint_condition_op(walk, (gov_condition_op_e)op, c, path);
}


void
gov_lint_condition(gov_lint_t *lint, const json_t *condition,
                   const gov_json_path_t *path)
{
    gov_lint_condition_t walk;

    walk = (gov_lint_condition_t){ lint, false };
    gov_lint_condition_walk(&walk, condition, path);
}
