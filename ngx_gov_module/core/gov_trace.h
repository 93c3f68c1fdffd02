/*
 * gov_trace: the id that ties a request's traces together.
 *
 * W3C Trace Context, Level 1 (2021): the trace id of a valid `traceparent` is
 * taken over, otherwise one is made.
 */

#ifndef GOV_TRACE_H
#define GOV_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include "gov_str.h"


#define GOV_TRACE_LEN       32 /* hex digits of a trace id */
#define GOV_TRACE_SPAN_LEN  16
#define GOV_TRACEPARENT_LEN 55


typedef struct {
    uint64_t state[2]; /* xorshift128+ (Vigna, 2014): unique, not secret */
} gov_trace_t;


/* Seeded from the kernel; false: it gave nothing. */
bool gov_trace_init(gov_trace_t *trace);

/* 32 lower-case hex digits, not NUL-terminated. */
void gov_trace_make(gov_trace_t *trace, char id[GOV_TRACE_LEN]);

/* 16 of them, for a span. */
void gov_trace_span(gov_trace_t *trace, char id[GOV_TRACE_SPAN_LEN]);

/* The trace id (and the two digits of flags) of a traceparent; false: it is
 * not a valid one, and is to be ignored. */
bool gov_trace_parse(gov_str_t header, char id[GOV_TRACE_LEN], char flags[2]);


#endif /* GOV_TRACE_H */
