/*
 * gov_switch: changing what is active, everywhere or not at all.
 *
 * Phase one: the candidate is verified once, every live worker is woken, maps
 * it and says ready or why not.  Phase two: one compare-and-swap.  A refusal,
 * a death, a worker started or stopped meanwhile, or the deadline ends the
 * attempt with nothing changed.
 *
 * Run by govctl, and by a thread of the worker that got the admin request;
 * blocks for as long as the slowest worker, at most the deadline.
 */

#ifndef GOV_SWITCH_H
#define GOV_SWITCH_H

#include "gov_state.h"
#include "gov_store.h"


#define GOV_SWITCH_DEADLINE_MS     5000
#define GOV_SWITCH_DEADLINE_MAX_MS 10000


typedef enum {
    GOV_SWITCH_OK = 0,
    GOV_SWITCH_UNCHANGED, /* it is active already */
    GOV_SWITCH_BUSY,      /* another switch is under way */
    GOV_SWITCH_UNKNOWN,   /* no such generation, or no such activation */
    GOV_SWITCH_BROKEN,    /* the file is not what it was */
    GOV_SWITCH_REFUSED,   /* a worker cannot use it */
    GOV_SWITCH_STALLED,   /* a worker did not answer in time */
    GOV_SWITCH_CHANGED,   /* a worker died, left or started meanwhile */
    GOV_SWITCH_FAILED     /* the run directory cannot be used */
} gov_switch_e;

typedef struct {
    const char *name;        /* 64 hex digits; NULL: see back_to */
    uint64_t    back_to;     /* roll back to this sequence number; 0 with no
                                name: to the newest other generation,
                                before the one a rollback went to */
    const char *note;        /* kept with the record; NULL: none */
    unsigned    deadline_ms; /* 0: GOV_SWITCH_DEADLINE_MS; at most
                                GOV_SWITCH_DEADLINE_MAX_MS */
} gov_switch_t;

typedef struct {
    gov_switch_e code;
    uint64_t     seq;     /* active after the call */
    unsigned     workers; /* that took part */
    uint32_t     prepare_us;
    uint32_t     switch_us;
    char         name[GOV_SNAPSHOT_NAME_LEN + 1];
    char         reason[GOV_REASON_MAX + 64]; /* "" when it went well */
} gov_switch_result_t;


/* The result's code. */
gov_switch_e gov_switch(const gov_run_t *run, const gov_switch_t *what,
                        gov_switch_result_t *result);

/*
 * For the master at start: when the active generation cannot be used, goes
 * back to the newest that can.  GOV_SWITCH_UNCHANGED: nothing to do;
 * GOV_SWITCH_UNKNOWN: none can be used, or nothing was ever activated.
 */
gov_switch_e gov_switch_recover(const gov_run_t     *run,
                                gov_switch_result_t *result);

/* "busy", "unknown", ...: stable words for replies and exit messages. */
const char *gov_switch_word(gov_switch_e code);


#endif /* GOV_SWITCH_H */
