#include "gov_agent.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../core/gov_thread.h"


#define GOV_AGENT_INLINE  (8 * 1024 * 1024) /* unmapped in the loop up to */
#define GOV_AGENT_WAIT_MS 10000             /* for threads, when leaving */


typedef struct {
    gov_agent_t *agent;
    gov_live_t  *live;
} gov_agent_closing_t;


static void
gov_agent_drop(gov_live_t *live)
{
    gov_snapshot_close(&live->snap);
    free(live);
}


/* A thread that is waited for by its count. */

static bool
gov_agent_spawn(gov_agent_t *agent, void *(*run)(void *), void *data)
{
    atomic_fetch_add(&agent->threads, 1);

    if (!gov_thread_start(run, data)) {
        atomic_fetch_sub(&agent->threads, 1);
        return false;
    }

    return true;
}


static gov_live_t *
gov_agent_load(const gov_run_t *run, const gov_record_t *record, char *err,
               size_t errlen)
{
    gov_live_t *live;
    gov_stamp_t stamp;

    live = calloc(1, sizeof(gov_live_t));
    if (live == NULL) {
        snprintf(err, errlen, "no memory");
        return NULL;
    }

    if (gov_store_map(run, record->generation, &record->stamp, &live->snap,
                      &stamp, err, errlen)
        != 0)
    {
        free(live);
        return NULL;
    }

    live->record = *record;
    live->label_len =
        (size_t)snprintf(live->label, sizeof(live->label), "%llu-%.12s",
                         (unsigned long long)record->seq, live->snap.name);

    return live;
}


static void *
gov_agent_prepare(void *data)
{
    char         err[GOV_REASON_MAX];
    gov_live_t  *live;
    gov_agent_t *agent;

    agent = data;
    live = gov_agent_load(agent->run, &agent->candidate, err, sizeof(err));

    /* in place before the answer: the switch may follow at once */

    atomic_store(&agent->ready, live);
    gov_state_answer(&agent->state, agent->slot, agent->handled,
                     live == NULL ? GOV_VERDICT_REFUSED : GOV_VERDICT_READY,
                     live == NULL ? err : "");

    atomic_store(&agent->preparing, 0);
    (void)!write(agent->fifo, "", 1);
    atomic_fetch_sub(&agent->threads, 1);

    return NULL;
}


static void *
gov_agent_undo(void *data)
{
    gov_agent_closing_t *closing;

    closing = data;

    gov_agent_drop(closing->live);
    atomic_fetch_sub(&closing->agent->threads, 1);
    free(closing);

    return NULL;
}


static void
gov_agent_close(gov_agent_t *agent, gov_live_t *live)
{
    gov_agent_closing_t *closing;

    if (live->snap.size > GOV_AGENT_INLINE) {
        closing = malloc(sizeof(gov_agent_closing_t));

        if (closing != NULL) {
            closing->agent = agent;
            closing->live = live;

            if (gov_agent_spawn(agent, gov_agent_undo, closing)) {
                return;
            }

            free(closing);
        }
    }

    gov_agent_drop(live);
}


/* Unmaps what is neither active nor pinned. */

static void
gov_agent_sweep(gov_agent_t *agent)
{
    gov_live_t **link, *live;

    for (link = &agent->live; *link != NULL; /* void */) {
        live = *link;

        if (live == agent->current || live->pins != 0) {
            link = &live->older;
            continue;
        }

        *link = live->older;
        agent->nlive--;
        gov_agent_close(agent, live);
    }
}


static void
gov_agent_take(gov_agent_t *agent, gov_live_t *live)
{
    agent->current = live;

    if (live != NULL) {
        live->older = agent->live;
        agent->live = live;
        agent->nlive++;
    }

    gov_agent_sweep(agent);
}


void
gov_agent_adopt(gov_agent_t *agent)
{
    uint64_t     seq;
    gov_live_t  *live;
    gov_record_t record;

    seq = gov_state_seq(&agent->state);
    if (seq == agent->seq) {
        return;
    }

    live = atomic_load(&agent->ready);

    if (live != NULL && live->record.seq == seq) {
        atomic_store(&agent->ready, NULL);

    } else if (!gov_state_record(&agent->state, seq, &record)) {
        snprintf(agent->error, sizeof(agent->error),
                 "the record of activation %llu is damaged",
                 (unsigned long long)seq);
        live = NULL;

    } else {
        /* at the start, or after a switch this worker was not asked about */

        live = gov_agent_load(agent->run, &record, agent->error,
                              sizeof(agent->error));
    }

    agent->seq = seq;
    atomic_store(&agent->state.file->workers[agent->slot].lacking,
                 live == NULL ? seq : 0);
    gov_agent_take(agent, live);
}


static void
gov_agent_consider(gov_agent_t *agent, uint64_t proposal)
{
    gov_state_file_t *file;

    file = agent->state.file;
    agent->candidate = file->candidate;

    if (atomic_load(&file->proposal) != proposal) {
        return; /* overtaken: the next wake-up brings the newer one */
    }

    agent->handled = proposal;

    if (!gov_record_whole(&agent->candidate)) {
        gov_state_answer(&agent->state, agent->slot, proposal,
                         GOV_VERDICT_REFUSED, "the proposal is damaged");
        return;
    }

    atomic_store(&agent->preparing, 1);

    if (!gov_agent_spawn(agent, gov_agent_prepare, agent)) {
        atomic_store(&agent->preparing, 0);
        gov_state_answer(&agent->state, agent->slot, proposal,
                         GOV_VERDICT_REFUSED, "no thread can be started");
    }
}


void
gov_agent_wake(gov_agent_t *agent)
{
    char        drain[64];
    uint64_t    proposal;
    gov_live_t *live;

    while (read(agent->fifo, drain, sizeof(drain)) > 0) {
        /* void */
    }

    /*
     * The proposal before the word: a switch clears the proposal after it
     * changed the word, so who sees none here sees the new word below.
     */

    proposal = atomic_load(&agent->state.file->proposal);
    gov_agent_adopt(agent);

    if (atomic_load(&agent->preparing)) {
        return; /* its end wakes us again */
    }

    if (proposal == agent->handled) {
        return;
    }

    live = atomic_exchange(&agent->ready, NULL);
    if (live != NULL) {
        gov_agent_close(agent, live);
    }

    if (proposal != 0) {
        gov_agent_consider(agent, proposal);
    }
}


bool
gov_agent_expire(gov_agent_t *agent)
{
    gov_live_t *live;

    if (atomic_load(&agent->preparing)) {
        return true;
    }

    live = atomic_exchange(&agent->ready, NULL);
    if (live != NULL) {
        gov_agent_close(agent, live);
    }

    return false;
}


static int
gov_agent_listen(gov_agent_t *agent, char *err, size_t errlen)
{
    char name[16];

    gov_state_fifo(agent->slot, name);

    if (mkfifoat(agent->run->activate, name, 0600) != 0 && errno != EEXIST) {
        snprintf(err, errlen, "activate/%s: %s", name, strerror(errno));
        return -1;
    }

    agent->fifo = openat(agent->run->activate, name,
                         O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (agent->fifo == -1) {
        snprintf(err, errlen, "activate/%s: %s", name, strerror(errno));
        return -1;
    }

    return 0;
}


gov_agent_t *
gov_agent_join(const gov_run_t *run, unsigned max_live, char *err,
               size_t errlen)
{
    gov_agent_t *agent;

    agent = calloc(1, sizeof(gov_agent_t));
    if (agent == NULL) {
        snprintf(err, errlen, "no memory");
        return NULL;
    }

    agent->run = run;
    agent->max_live = max_live;
    agent->fifo = -1;

    if (gov_state_open(&agent->state, run, false, err, errlen) != 0) {
        free(agent);
        return NULL;
    }

    agent->slot = gov_state_join(&agent->state, (uint32_t)getpid());

    if (agent->slot == -1) {
        snprintf(err, errlen, "no worker slot: %s",
                 errno == ENOSPC ? "all 256 are taken" : strerror(errno));
        gov_state_close(&agent->state);
        free(agent);
        return NULL;
    }

    if (gov_agent_listen(agent, err, errlen) != 0) {
        gov_agent_leave(agent);
        return NULL;
    }

    gov_agent_adopt(agent);

    return agent;
}


void
gov_agent_leave(gov_agent_t *agent)
{
    int             waited;
    gov_live_t     *live;
    struct timespec ms = { 0, 1000000 };

    gov_state_leave(&agent->state, agent->slot);

    for (waited = 0; atomic_load(&agent->threads) != 0; waited++) {
        if (waited == GOV_AGENT_WAIT_MS) {
            return; /* the process ends; the kernel tidies up */
        }

        nanosleep(&ms, NULL);
    }

    live = atomic_load(&agent->ready);
    if (live != NULL) {
        gov_agent_drop(live);
    }

    while (agent->live != NULL) {
        live = agent->live;
        agent->live = live->older;
        gov_agent_drop(live);
    }

    if (agent->fifo != -1) {
        close(agent->fifo);
    }

    gov_state_close(&agent->state);
    free(agent);
}


int
gov_agent_fd(const gov_agent_t *agent)
{
    return agent->fifo;
}


void
gov_agent_unpin(gov_agent_t *agent, gov_live_t *live)
{
    if (--live->pins == 0 && live != agent->current) {
        gov_agent_sweep(agent);
    }
}


gov_live_t *
gov_agent_overdue(const gov_agent_t *agent)
{
    unsigned    n;
    gov_live_t *live;

    live = agent->live;

    for (n = 0; live != NULL && n < agent->max_live; n++) {
        live = live->older;
    }

    return live;
}
