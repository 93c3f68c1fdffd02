/*
 * gov_report: what was found wrong, all of it, in one run.
 *
 * An entry names a file, a line (from 1; 0 when the whole file is meant), the
 * document's id (NULL when there is none yet) and the reason, in a sentence a
 * content author understands.  Printed as "file:line: id: reason".
 */

#ifndef GOV_REPORT_H
#define GOV_REPORT_H

#include <stddef.h>
#include <stdio.h>

#include "gov_arena.h"


typedef enum { GOV_ERROR = 0, GOV_WARNING } gov_severity_e;

typedef struct {
    gov_severity_e severity;
    const char    *file;
    unsigned       line;
    const char    *id;
    const char    *reason;
} gov_report_entry_t;

typedef struct {
    gov_arena_t        *arena; /* the caller's; texts are copied into it */
    gov_report_entry_t *entries;
    size_t              n;
    size_t              nalloc;
    size_t              nerrors;
    size_t              nwarnings;
    int                 nomem; /* an entry could not be kept */
} gov_report_t;


/* Ready for use; the arena outlives the report. */
void gov_report_init(gov_report_t *report, gov_arena_t *arena);

/* Frees the list (not the arena). */
void gov_report_done(gov_report_t *report);

/* Adds an entry; counts it even when memory runs out. */
void gov_report_add(gov_report_t *report, gov_severity_e severity,
                    const char *file, unsigned line, const char *id,
                    const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/* Orders by file, line, then reason. */
void gov_report_sort(gov_report_t *report);

/* One line an entry: "file:line: id: reason" ("warning: " before a reason
 * that is one). */
void gov_report_print(const gov_report_t *report, FILE *out);


#endif /* GOV_REPORT_H */
