#include "gov_switch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>


#define GOV_SWITCH_LOOK_MS 20 /* how often deaths are looked for meanwhile */


typedef struct {
    const gov_run_t     *run;
    gov_state_t          state;
    int                  lock;
    gov_switch_result_t *result;
    uint64_t             word; /* as it was before the workers prepared */
    uint64_t             proposal;
    gov_record_t         record;   /* the candidate */
    uint64_t             deadline; /* microseconds, monotonic */
    uint64_t             started;
    uint8_t              member[GOV_WORKERS_MAX]; /* takes part */
} gov_switcher_t;


static gov_switch_e gov_switch_fail(gov_switcher_t *s, gov_switch_e code,
                                    const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));


static gov_switch_e
gov_switch_fail(gov_switcher_t *s, gov_switch_e code, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(s->result->reason, sizeof(s->result->reason), fmt, args);
    va_end(args);

    return code;
}


const char *
gov_switch_word(gov_switch_e code)
{
    static const char *const words[] = { "activated", "unchanged", "busy",
                                         "unknown",   "broken",    "refused",
                                         "stalled",   "changed",   "failed" };

    return words[code];
}


static uint64_t
gov_switch_now(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);

    return (uint64_t)ts.tv_sec * 1000000 + (uint64_t)ts.tv_nsec / 1000;
}


static gov_switch_e
gov_switch_begin(gov_switcher_t *s)
{
    char err[GOV_REASON_MAX];

    if (gov_state_open(&s->state, s->run, true, err, sizeof(err)) != 0) {
        return gov_switch_fail(s, GOV_SWITCH_FAILED, "%s", err);
    }

    s->lock = openat(s->run->activate, "lock",
                     O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (s->lock == -1 || gov_run_own(s->run->activate, s->lock) != 0) {
        return gov_switch_fail(s, GOV_SWITCH_FAILED, "activate/lock: %s",
                               strerror(errno));
    }

    while (flock(s->lock, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return gov_switch_fail(s, GOV_SWITCH_FAILED, "activate/lock: %s",
                                   strerror(errno));
        }

        if (errno == EWOULDBLOCK) {
            return gov_switch_fail(s, GOV_SWITCH_BUSY,
                                   "another activation is under way");
        }
    }

    /* under the lock a proposal can only be a dead switcher's */

    atomic_store(&s->state.file->proposal, 0);

    gov_state_reap(&s->state);
    s->result->seq = gov_state_seq(&s->state);

    return GOV_SWITCH_OK;
}


static void
gov_switch_end(gov_switcher_t *s)
{
    if (s->lock != -1) {
        close(s->lock);
    }

    gov_state_close(&s->state);
}


/* Which generation is meant; fills in the record's identity. */

static gov_switch_e
gov_switch_choose(gov_switcher_t *s, const gov_switch_t *what)
{
    bool         found;
    uint64_t     seq, active;
    gov_record_t current, record;

    active = gov_state_seq(&s->state);
    memset(&s->record, 0, sizeof(s->record));
    found = gov_state_record(&s->state, active, &current);

    if (what->name != NULL) {
        if (strlen(what->name) != GOV_SNAPSHOT_NAME_LEN
            || !gov_unhex(what->name, s->record.generation, GOV_SHA256_LEN))
        {
            return gov_switch_fail(s, GOV_SWITCH_UNKNOWN,
                                   "a generation is named by 64 hex digits");
        }

        /* where a worker could not use it, perhaps it can now */

        if (found
            && memcmp(current.generation, s->record.generation, GOV_SHA256_LEN)
                   == 0
            && !gov_state_lacking(&s->state, active))
        {
            return GOV_SWITCH_UNCHANGED;
        }

        return GOV_SWITCH_OK;
    }

    /* a second rollback goes further back than the first, not to and fro */

    seq = found && current.repeats != 0 ? current.repeats - 1 : active - 1;

    if (what->back_to != 0) {
        seq = what->back_to;
    }

    for (/* void */; seq > 0 && seq < active; seq--) {
        if (gov_state_record(&s->state, seq, &record)
            && (what->back_to != 0 || !found
                || memcmp(record.generation, current.generation,
                          GOV_SHA256_LEN)
                       != 0))
        {
            memcpy(s->record.generation, record.generation, GOV_SHA256_LEN);
            s->record.repeats = seq;
            return GOV_SWITCH_OK;
        }

        if (what->back_to != 0) {
            break;
        }
    }

    return gov_switch_fail(
        s, GOV_SWITCH_UNKNOWN,
        what->back_to != 0 ? "no earlier activation %llu is remembered"
                           : "nothing to go back to before %llu",
        (unsigned long long)(what->back_to != 0 ? what->back_to : active));
}


static gov_switch_e
gov_switch_verify(gov_switcher_t *s)
{
    char           err[GOV_REASON_MAX];
    gov_snapshot_t snap;

    gov_hex(s->record.generation, GOV_SHA256_LEN, s->result->name);

    if (faccessat(s->run->generations, s->result->name, F_OK, 0) != 0) {
        return gov_switch_fail(s, GOV_SWITCH_UNKNOWN,
                               "generations/%.12s...: %s", s->result->name,
                               strerror(errno));
    }

    if (gov_store_map(s->run, s->record.generation, NULL, &snap,
                      &s->record.stamp, err, sizeof(err))
        != 0)
    {
        return gov_switch_fail(s, GOV_SWITCH_BROKEN, "%s", err);
    }

    gov_snapshot_close(&snap);

    return GOV_SWITCH_OK;
}


static void
gov_switch_propose(gov_switcher_t *s, const gov_switch_t *what)
{
    int               slot;
    gov_state_file_t *file;

    file = s->state.file;

    /* the word first: who joins after this changes it, who joined before is
     * found below */

    s->word = atomic_load(&file->word);

    s->record.seq = gov_word_seq(s->word) + 1;
    s->record.activated_at = (int64_t)time(NULL);
    snprintf(s->record.note, sizeof(s->record.note), "%s",
             what->note == NULL ? "" : what->note);
    gov_record_seal(&s->record);

    for (slot = 0; slot < GOV_WORKERS_MAX; slot++) {
        if (atomic_load(&file->workers[slot].pid) != 0
            && gov_state_alive(&s->state, slot))
        {
            s->member[slot] = 1;
            s->result->workers++;
        }
    }

    s->proposal = atomic_fetch_add(&file->proposals, 1) + 1;
    file->candidate = s->record;
    s->started = gov_switch_now();
    atomic_store(&file->proposal, s->proposal);

    gov_state_wake(&s->state, s->run, -1);
}


static void
gov_switch_sleep(gov_switcher_t *s, uint32_t answers)
{
    struct timespec ts = { 0, GOV_SWITCH_LOOK_MS * 1000000 };

    (void)syscall(SYS_futex, &s->state.file->answers, FUTEX_WAIT, answers, &ts,
                  NULL, 0);
}


/* What is known of the members so far: OK means all are ready, and *waiting
 * is the first that has not answered. */

static gov_switch_e
gov_switch_count(gov_switcher_t *s, int *waiting)
{
    int                slot;
    uint32_t           pid;
    gov_worker_slot_t *worker;

    *waiting = -1;

    if (atomic_load(&s->state.file->word) != s->word) {
        return gov_switch_fail(s, GOV_SWITCH_CHANGED,
                               "a worker started or stopped meanwhile");
    }

    for (slot = 0; slot < GOV_WORKERS_MAX; slot++) {
        if (!s->member[slot]) {
            continue;
        }

        worker = &s->state.file->workers[slot];
        pid = atomic_load(&worker->pid);

        if (!gov_state_alive(&s->state, slot)) {
            return gov_switch_fail(s, GOV_SWITCH_CHANGED,
                                   "worker %u died meanwhile", pid);
        }

        if (atomic_load(&worker->proposal) != s->proposal) {
            if (*waiting == -1) {
                *waiting = slot;
            }

            continue;
        }

        if (atomic_load(&worker->verdict) != GOV_VERDICT_READY) {
            return gov_switch_fail(s, GOV_SWITCH_REFUSED,
                                   "worker %u refused: %.*s", pid,
                                   GOV_REASON_MAX - 1, worker->reason);
        }
    }

    return GOV_SWITCH_OK;
}


static gov_switch_e
gov_switch_await(gov_switcher_t *s)
{
    int          waiting;
    uint32_t     answers;
    gov_switch_e rc;

    for (;;) {
        answers = atomic_load(&s->state.file->answers);

        rc = gov_switch_count(s, &waiting);

        if (rc != GOV_SWITCH_OK || waiting == -1) {
            return rc;
        }

        if (gov_switch_now() >= s->deadline) {
            return gov_switch_fail(
                s, GOV_SWITCH_STALLED, "worker %u did not answer in time",
                atomic_load(&s->state.file->workers[waiting].pid));
        }

        gov_switch_sleep(s, answers);
    }
}


static gov_switch_e
gov_switch_flip(gov_switcher_t *s)
{
    uint64_t          word;
    gov_state_file_t *file;

    file = s->state.file;
    file->records[s->record.seq % GOV_RECORDS_MAX] = s->record;

    /* the one store; it also fails if a worker came or went just now */

    word = s->word;

    if (!atomic_compare_exchange_strong(
            &file->word, &word,
            gov_word(s->record.seq, gov_word_version(s->word))))
    {
        return gov_switch_fail(s, GOV_SWITCH_CHANGED,
                               "a worker started or stopped meanwhile");
    }

    s->result->seq = s->record.seq;

    return GOV_SWITCH_OK;
}


static gov_switch_e
gov_switch_run(gov_switcher_t *s, const gov_switch_t *what)
{
    uint64_t     begun, prepared, deadline;
    gov_switch_e rc;

    begun = gov_switch_now();

    rc = gov_switch_begin(s);
    if (rc != GOV_SWITCH_OK) {
        return rc;
    }

    rc = gov_switch_choose(s, what);

    if (rc == GOV_SWITCH_UNCHANGED) {
        gov_hex(s->record.generation, GOV_SHA256_LEN, s->result->name);
    }

    if (rc == GOV_SWITCH_OK) {
        rc = gov_switch_verify(s);
    }

    if (rc != GOV_SWITCH_OK) {
        return rc;
    }

    deadline =
        what->deadline_ms == 0 ? GOV_SWITCH_DEADLINE_MS : what->deadline_ms;

    if (deadline > GOV_SWITCH_DEADLINE_MAX_MS) {
        deadline = GOV_SWITCH_DEADLINE_MAX_MS;
    }

    gov_switch_propose(s, what);
    s->deadline = s->started + 1000ull * deadline;

    rc = gov_switch_await(s);
    prepared = gov_switch_now();

    if (rc == GOV_SWITCH_OK) {
        rc = gov_switch_flip(s);
    }

    atomic_store(&s->state.file->proposal, 0);
    gov_state_wake(&s->state, s->run, -1);

    if (rc == GOV_SWITCH_OK) {
        s->result->prepare_us = (uint32_t)(prepared - s->started);
        s->result->switch_us = (uint32_t)(gov_switch_now() - begun);
        atomic_store(&s->state.file->prepare_us, s->result->prepare_us);
        atomic_store(&s->state.file->switch_us, s->result->switch_us);
        (void)msync(s->state.file, sizeof(gov_state_file_t), MS_SYNC);
        gov_store_prune(s->run, &s->state);
    }

    return rc;
}


gov_switch_e
gov_switch(const gov_run_t *run, const gov_switch_t *what,
           gov_switch_result_t *result)
{
    gov_switcher_t s;

    memset(result, 0, sizeof(gov_switch_result_t));
    memset(&s, 0, sizeof(s));
    s.run = run;
    s.lock = -1;
    s.state.fd = -1;
    s.result = result;

    result->code = gov_switch_run(&s, what);
    gov_switch_end(&s);

    return result->code;
}


static gov_switch_e
gov_switch_usable(const gov_run_t *run, const gov_state_t *state, uint64_t seq,
                  char *err, size_t errlen)
{
    gov_stamp_t    stamp;
    gov_record_t   record;
    gov_snapshot_t snap;

    if (!gov_state_record(state, seq, &record)) {
        snprintf(err, errlen, "the record of activation %llu is damaged",
                 (unsigned long long)seq);
        return GOV_SWITCH_UNKNOWN;
    }

    if (gov_store_map(run, record.generation, &record.stamp, &snap, &stamp,
                      err, errlen)
        != 0)
    {
        return GOV_SWITCH_BROKEN;
    }

    gov_snapshot_close(&snap);

    return GOV_SWITCH_OK;
}


gov_switch_e
gov_switch_recover(const gov_run_t *run, gov_switch_result_t *result)
{
    char         why[GOV_REASON_MAX], err[GOV_REASON_MAX];
    uint64_t     seq, active, last;
    gov_state_t  state;
    gov_switch_t what = { .note = "recovered at start" };

    memset(result, 0, sizeof(gov_switch_result_t));
    result->code = GOV_SWITCH_UNKNOWN;

    if (gov_state_open(&state, run, true, err, sizeof(err)) != 0) {
        snprintf(result->reason, sizeof(result->reason), "%s", err);
        return result->code = GOV_SWITCH_FAILED;
    }

    snprintf(why, sizeof(why), "%s", err);
    active = gov_state_seq(&state);
    result->seq = active;

    if (active == 0) {
        snprintf(result->reason, sizeof(result->reason), "%s",
                 why[0] == '\0' ? "no generation was ever activated" : why);
        gov_state_close(&state);
        return result->code;
    }

    if (gov_switch_usable(run, &state, active, why, sizeof(why))
        == GOV_SWITCH_OK) {
        gov_state_close(&state);
        return result->code = GOV_SWITCH_UNCHANGED;
    }

    last = active > GOV_RECORDS_MAX ? active - GOV_RECORDS_MAX : 0;

    for (seq = active - 1; seq > last; seq--) {
        if (gov_switch_usable(run, &state, seq, err, sizeof(err))
            == GOV_SWITCH_OK) {
            break;
        }
    }

    gov_state_close(&state);

    if (seq > last) {
        what.back_to = seq;
        gov_switch(run, &what, result);
    }

    snprintf(result->reason, sizeof(result->reason), "%s", why);

    return result->code;
}
