/*
 * gov_json: JSON text (RFC 8259) to jansson values, strictly, and from a
 * value back to its line in the text.
 *
 * jansson keeps no positions.  When something is at fault the text is scanned
 * a second time into an index of lines, once for all faults of a file.
 */

#ifndef GOV_JSON_H
#define GOV_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>


#define GOV_JSON_DEPTH_MAX 64 /* deepest nesting anything here takes */

typedef struct {
    unsigned line; /* from 1 */
    char     reason[160];
} gov_json_error_t;

/* A place in a text: a chain of steps from the root, the last one first, so
 * that a walk can build it on its stack.  NULL is the root itself. */

typedef struct gov_json_path_s gov_json_path_t;

struct gov_json_path_s {
    const gov_json_path_t *up;
    const char            *key;   /* NULL: a place in an array */
    size_t                 index; /* key NULL: from 0 */
};

typedef struct gov_json_lines_s gov_json_lines_t;


/*
 * An object or an array from len bytes: UTF-8 without byte order mark, no NUL
 * (not as \u0000 either), no key twice, at most depth levels of nesting
 * (GOV_JSON_DEPTH_MAX at most), nothing after the value.  New reference; NULL
 * with line and reason in error.
 */
json_t *gov_json_parse(const char *text, size_t len, unsigned depth,
                       gov_json_error_t *error);

/*
 * The index of a text, which must outlive it.  Linear in len; meant for a
 * text gov_json_parse() took.  Owner: the caller, gov_json_lines_free().
 * NULL: no memory, or no such text.
 */
gov_json_lines_t *gov_json_lines_new(const char *text, size_t len);

void gov_json_lines_free(gov_json_lines_t *lines);

/*
 * The line, from 1, on which the value at path begins, or with key its key.
 * Where the path leads nowhere, the line of the last value it did reach.
 * Asking in the order of the text is cheap: the index remembers where it was.
 */
unsigned gov_json_line(gov_json_lines_t *lines, const gov_json_path_t *path,
                       bool key);


#endif /* GOV_JSON_H */
