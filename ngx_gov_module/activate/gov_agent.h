/*
 * gov_agent: one worker's part in activations.
 *
 * The agent holds the worker's slot, keeps the active generation mapped, and
 * keeps older ones for as long as something that is still being sent points
 * into them.  Its calls never block the event loop: files are opened, checked
 * and faulted in by a short-lived thread of its own, large mappings are undone
 * by one, and the loop only swaps pointers.  All calls come from one thread,
 * the loop's.
 */

#ifndef GOV_AGENT_H
#define GOV_AGENT_H

#include "gov_state.h"
#include "gov_store.h"


#define GOV_LIVE_MAX  8 /* generations a worker keeps mapped */
#define GOV_LABEL_MAX 40


typedef struct gov_agent_s gov_agent_t;
typedef struct gov_live_s  gov_live_t;

/* A mapped generation and the activation it is served under. */
struct gov_live_s {
    gov_snapshot_t snap;
    gov_record_t   record;
    char           label[GOV_LABEL_MAX]; /* "SEQ-first 12 digits of name" */
    size_t         label_len;
    unsigned       pins; /* replies still pointing into it */
    gov_live_t    *older;
};

struct gov_agent_s {
    gov_state_t state;
    uint64_t    seq;     /* of `current`, or of what failed */
    gov_live_t *current; /* NULL: nothing to serve */
    gov_live_t *live;    /* newest first; holds current */
    unsigned    nlive;
    unsigned    max_live;

    const gov_run_t    *run;
    int                 slot;
    int                 fifo;
    uint64_t            handled;   /* the last proposal taken up */
    gov_record_t        candidate; /* being prepared */
    _Atomic uint32_t    threads;   /* running */
    _Atomic uint32_t    preparing;
    gov_live_t *_Atomic ready;                 /* prepared, not yet active */
    char                error[GOV_REASON_MAX]; /* why current is NULL */
};


/*
 * Takes a slot and maps the active generation (this blocks: it is called
 * before the worker accepts).  run outlives the agent.  An unusable
 * generation is no failure: current is NULL and error says why.
 *
 * NULL with a sentence in err: no slot, or the run directory is unusable.
 */
gov_agent_t *gov_agent_join(const gov_run_t *run, unsigned max_live, char *err,
                            size_t errlen);

/* Leaves the slot, waits for the agent's threads (seconds at most), unmaps
 * everything. */
void gov_agent_leave(gov_agent_t *agent);

/* To be watched for reading (edge or level); readable: gov_agent_wake(). */
int gov_agent_fd(const gov_agent_t *agent);

/* Takes up a proposal, drops an aborted one, moves to what is active. */
void gov_agent_wake(gov_agent_t *agent);

/* Whether something is, or is being, prepared that is not active yet. */
static inline bool
gov_agent_pending(const gov_agent_t *agent)
{
    return atomic_load(&agent->preparing)
           || atomic_load(&agent->ready) != NULL;
}

/*
 * Drops what was prepared and never activated: called well past the longest
 * deadline, in case the switcher died.  true: not yet, call again.
 */
bool gov_agent_expire(gov_agent_t *agent);

/* Moves to what is active; use gov_agent_current(). */
void gov_agent_adopt(gov_agent_t *agent);

/*
 * The generation a request that starts now is served from, or NULL.  Exact:
 * one load of the shared word tells whether it is still the active one.
 */
static inline gov_live_t *
gov_agent_current(gov_agent_t *agent)
{
    if (gov_state_seq(&agent->state) != agent->seq) {
        gov_agent_adopt(agent);
    }

    return agent->current;
}

static inline void
gov_agent_pin(gov_live_t *live)
{
    live->pins++;
}

/* May unmap live, which is not to be used afterwards. */
void gov_agent_unpin(gov_agent_t *agent, gov_live_t *live);

/* The first, and by its `older` the rest, of the generations beyond max_live:
 * what pins them is to be cut off.  NULL: there are none. */
gov_live_t *gov_agent_overdue(const gov_agent_t *agent);


#endif /* GOV_AGENT_H */
