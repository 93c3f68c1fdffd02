/*
 * gov_lint_walk: what the parts of the linter share; private to it.
 *
 * A path is from the root of the file.  Values may have any shape: what is of
 * the wrong type was reported by the walk over the field table, and the other
 * checks pass over it.
 */

#ifndef GOV_LINT_WALK_H
#define GOV_LINT_WALK_H

#include "gov_locate.h"


typedef struct {
    const gov_content_t   *content;
    gov_report_t          *report;
    gov_locate_t           locate;
    const gov_doc_t       *doc;  /* the one being looked at */
    const gov_json_path_t *root; /* its place in the file */
} gov_lint_t;

#define GOV_LINT_QUOTE_MAX 200

typedef struct {
    char text[GOV_LINT_QUOTE_MAX];
} gov_lint_quote_t;


/* A fault at the line of the value at path; at the line of its key; and what
 * is only doubtful. */
void gov_lint_fault(gov_lint_t *lint, const gov_json_path_t *path,
                    const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void gov_lint_fault_key(gov_lint_t *lint, const gov_json_path_t *path,
                        const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void gov_lint_warn(gov_lint_t *lint, const gov_json_path_t *path,
                   const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The text fit for a report: cut where it is long, control characters
 * replaced; kept in quote. */
const char *gov_lint_quote(gov_lint_quote_t *quote, const char *text);

/* "a, b, c" into quote. */
const char *gov_lint_words(gov_lint_quote_t *quote, const char *const *words);

/* The string of that key, or NULL. */
const char *gov_lint_string(const json_t *object, const char *key);

/* How many elements of a list are looked at: a longer list is one fault. */
size_t gov_lint_count(const json_t *list);

/* Strings that stand twice: the elements themselves, or with key that field
 * of theirs. */
void gov_lint_unique(gov_lint_t *lint, const json_t *list,
                     const gov_json_path_t *path, const char *key);

/* One value of a field: type, form, length, range. */
void gov_lint_value(gov_lint_t *lint, const gov_field_t *field,
                    const json_t *value, const gov_json_path_t *path);

/* An object against a field table; top: it is the document itself. */
void gov_lint_object(gov_lint_t *lint, const gov_field_t *fields,
                     const json_t *object, const gov_json_path_t *path,
                     bool top);

/* The document that path's value names, or NULL, reported. */
const gov_doc_t *gov_lint_ref(gov_lint_t *lint, gov_kind_e kind,
                              const char *id, const gov_json_path_t *path);

/* Everything wrong with a condition, each at its line. */
void gov_lint_condition(gov_lint_t *lint, const json_t *condition,
                        const gov_json_path_t *path);

/* A value that is none the fact can have. */
void gov_lint_fact_value(gov_lint_t *lint, const gov_doc_t *fact,
                         const json_t *value, const gov_json_path_t *path);

/* The rules no field table can say, for a document of any kind; those of
 * checklists, of parameters. */
void gov_lint_rules(gov_lint_t *lint);
void gov_lint_checklist(gov_lint_t *lint);
void gov_lint_parameter(gov_lint_t *lint);


#endif /* GOV_LINT_WALK_H */
