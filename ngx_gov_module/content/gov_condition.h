/*
 * gov_condition: who is in a situation, as JSON.
 *
 *     ["true"]                            always
 *     ["and", c, ...]  ["or", c, ...]     one condition at least
 *     ["not", c]
 *     ["eq", fact, value]  ["ne", fact, value]
 *     ["in", fact, [value, ...]]
 *     [">=", fact, n]  [">", ...]  ["<=", ...]  ["<", ...]
 *     ["known", fact]                     answered, and not with "dontKnow"
 *     ["any", "child", c]  ["all", "child", c]
 *
 * fact is "<person>.<id of a fact>", e.g. "p0.hukou-place".  The person is p0
 * (self), s1 (spouse), c1 (child) or h0 (household), and must be one the fact
 * is asked of; a fact of "self" may be asked of the spouse too.  Within a
 * quantifier "it" is the child in question; quantifiers do not nest.
 *
 * A value has the type of its fact: an option, true or false, an integer (of
 * fen for money), a date.  n is an integer, or a date for a fact that is one,
 * or ["param", id] for a number that is a parameter.
 */

#ifndef GOV_CONDITION_H
#define GOV_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "../core/gov_str.h"


typedef enum {
    GOV_CONDITION_TRUE = 0,
    GOV_CONDITION_AND,
    GOV_CONDITION_OR,
    GOV_CONDITION_NOT,
    GOV_CONDITION_EQ,
    GOV_CONDITION_NE,
    GOV_CONDITION_IN,
    GOV_CONDITION_GE,
    GOV_CONDITION_GT,
    GOV_CONDITION_LE,
    GOV_CONDITION_LT,
    GOV_CONDITION_KNOWN,
    GOV_CONDITION_ANY,
    GOV_CONDITION_ALL,
    GOV_CONDITION_MAX
} gov_condition_op_e;

typedef struct {
    const char *name;
    size_t      least; /* elements of the array, the operator included */
    size_t      most;
} gov_condition_shape_t;

typedef struct {
    const char *id;   /* "p0" */
    const char *role; /* the "person" of facts that can be asked of them */
    const char *also; /* another one, or NULL */
} gov_condition_person_t;


/* Indexed by gov_condition_op_e. */
extern const gov_condition_shape_t gov_condition_shapes[GOV_CONDITION_MAX];

/* The person of that id ("it" among them), or NULL. */
const gov_condition_person_t *gov_condition_person(gov_str_t id);

/* The operator of that name, or -1. */
int gov_condition_op(const char *name);

/*
 * "p0.hukou-place" taken apart: the person, and the fact's id, which points
 * into text.  False: not of this form.
 */
bool gov_condition_fact(const char *text, gov_str_t *person, const char **id);

#endif /* GOV_CONDITION_H */
