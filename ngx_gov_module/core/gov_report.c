#include "gov_report.h"

#include <stdarg.h>
#include <stdlib.h>


void
gov_report_init(gov_report_t *report, gov_arena_t *arena)
{
    memset(report, 0, sizeof(gov_report_t));
    report->arena = arena;
}


void
gov_report_done(gov_report_t *report)
{
    free(report->entries);
    report->entries = NULL;
    report->n = 0;
    report->nalloc = 0;
}


static gov_report_entry_t *
gov_report_push(gov_report_t *report)
{
    size_t              nalloc;
    gov_report_entry_t *entries;

    if (report->n == report->nalloc) {
        nalloc = report->nalloc == 0 ? 16 : report->nalloc * 2;
        entries =
            realloc(report->entries, nalloc * sizeof(gov_report_entry_t));
        if (entries == NULL) {
            report->nomem = 1;
            return NULL;
        }

        report->entries = entries;
        report->nalloc = nalloc;
    }

    return &report->entries[report->n++];
}


void
gov_report_add(gov_report_t *report, gov_severity_e severity, const char *file,
               unsigned line, const char *id, const char *fmt, ...)
{
    char                reason[1024];
    va_list             args;
    gov_report_entry_t *entry;

    if (severity == GOV_ERROR) {
        report->nerrors++;

    } else {
        report->nwarnings++;
    }

    va_start(args, fmt);
    vsnprintf(reason, sizeof(reason), fmt, args);
    va_end(args);

    entry = gov_report_push(report);
    if (entry == NULL) {
        return;
    }

    entry->severity = severity;
    entry->file = file == NULL ? NULL : gov_arena_strdup(report->arena, file);
    entry->line = line;
    entry->id = id == NULL ? NULL : gov_arena_strdup(report->arena, id);
    entry->reason = gov_arena_strdup(report->arena, reason);

    if (entry->reason == NULL) {
        report->nomem = 1;
        entry->reason = "(no memory for the reason)";
    }
}


static int
gov_report_cmp(const void *one, const void *two)
{
    int                       rc;
    const gov_report_entry_t *a, *b;

    a = one;
    b = two;

    rc = strcmp(a->file ? a->file : "", b->file ? b->file : "");
    if (rc != 0) {
        return rc;
    }

    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }

    return strcmp(a->reason, b->reason);
}


void
gov_report_sort(gov_report_t *report)
{
    if (report->n > 1) {
        qsort(report->entries, report->n, sizeof(gov_report_entry_t),
              gov_report_cmp);
    }
}


void
gov_report_print(const gov_report_t *report, FILE *out)
{
    size_t                    i;
    const gov_report_entry_t *entry;

    for (i = 0; i < report->n; i++) {
        entry = &report->entries[i];

        fprintf(out, "%s:%u: %s%s%s%s\n", entry->file ? entry->file : "-",
                entry->line, entry->id ? entry->id : "", entry->id ? ": " : "",
                entry->severity == GOV_WARNING ? "warning: " : "",
                entry->reason);
    }
}
