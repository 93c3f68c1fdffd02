/*
 * gov_test_run: run directories, generation files and worker processes for
 * the tests of activation.
 *
 * A worker is a process of its own with an agent and a loop that waits for
 * its FIFO, as nginx's does; what it sees is written into shared memory.
 */

#ifndef GOV_TEST_RUN_H
#define GOV_TEST_RUN_H

#include "gov_test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#include "../../ngx_gov_module/activate/gov_agent.h"
#include "../../ngx_gov_module/activate/gov_switch.h"


#define GOV_TEST_BODY 4096 /* bytes behind the header */

typedef enum {
    GOV_TEST_GOOD = 0,
    GOV_TEST_DIES,    /* when woken */
    GOV_TEST_LEAVES,  /* when woken */
    GOV_TEST_REFUSES, /* takes the file away before it looks at it */
    GOV_TEST_SLOW,    /* takes 400 ms to look */
    GOV_TEST_LATE     /* joins when something is proposed */
} gov_test_does_e;

typedef struct {
    _Atomic int      joined;
    _Atomic int      slot;
    _Atomic uint64_t seq; /* of what it would serve; 0: nothing */
    _Atomic uint64_t wakes;
    _Atomic unsigned live;
    char             name[GOV_SNAPSHOT_NAME_LEN + 1];
} gov_test_seen_t;

typedef struct {
    pid_t            pid;
    gov_test_seen_t *seen;
} gov_test_worker_t;

typedef struct {
    char     *dir;
    char      path[300]; /* dir/run */
    gov_run_t run;
} gov_test_run_t;


static inline void
gov_test_ms(unsigned ms)
{
    struct timespec ts = { ms / 1000, (long)(ms % 1000) * 1000000 };

    while (nanosleep(&ts, &ts) != 0 && errno == EINTR) {
        /* void */
    }
}


static inline uint64_t
gov_test_now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);

    return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}


static inline int
gov_test_run_open(void **state)
{
    char            err[300];
    gov_test_run_t *t;

    t = calloc(1, sizeof(gov_test_run_t));
    assert_non_null(t);

    t->dir = gov_test_dir();
    snprintf(t->path, sizeof(t->path), "%s/run", t->dir);

    if (gov_run_open(&t->run, t->path, true, (uid_t)-1, (gid_t)-1, err,
                     sizeof(err))
        != 0)
    {
        fail_msg("%s", err);
    }

    *state = t;

    return 0;
}


static inline int
gov_test_run_close(void **state)
{
    gov_test_run_t *t;

    t = *state;
    gov_run_close(&t->run);
    gov_test_remove(t->dir);
    free(t);

    return 0;
}


/* The smallest generation there is, with a number in it; seals it. */

static inline void
gov_test_seal(unsigned char *bytes, size_t size)
{
    uint8_t       id[GOV_SHA256_LEN];
    gov_header_t *header;

    header = (gov_header_t *)bytes;
    header->size = size;
    memset(header->id, 0, sizeof(header->id));
    assert_true(gov_sha256(bytes, size, id));
    memcpy(header->id, id, sizeof(id));
}


/* Writes it to dir/N.gen; path holds 300 bytes, name 65. */

static inline void
gov_test_generation(const gov_test_run_t *t, int n, char *path, char *name)
{
    char          file[32];
    unsigned char bytes[sizeof(gov_header_t) + GOV_TEST_BODY] = { 0 };
    gov_header_t *header;

    header = (gov_header_t *)bytes;
    memcpy(header->magic, GOV_MAGIC, sizeof(header->magic));
    header->endian = GOV_ENDIAN;
    header->format = GOV_FORMAT;
    memset(bytes + sizeof(gov_header_t), n, GOV_TEST_BODY);
    memcpy(bytes + sizeof(gov_header_t), &n, sizeof(n));
    gov_test_seal(bytes, sizeof(bytes));

    snprintf(file, sizeof(file), "%d.gen", n);
    gov_test_write(t->dir, file, (char *)bytes, sizeof(bytes));
    snprintf(path, 300, "%s/%s", t->dir, file);
    gov_hex(header->id, GOV_SHA256_LEN, name);
}


/* What a mapped one is: its number; asserts that all its bytes are there. */

static inline int
gov_test_number(const gov_snapshot_t *snap)
{
    int                  n;
    size_t               i;
    const unsigned char *body;

    body = snap->base + sizeof(gov_header_t);
    memcpy(&n, body, sizeof(n));

    for (i = sizeof(n); i < GOV_TEST_BODY; i++) {
        assert_int_equal(body[i], (unsigned char)n);
    }

    return n;
}


static inline void
gov_test_add(const gov_test_run_t *t, int n, char *name)
{
    char path[300], err[300];

    gov_test_generation(t, n, path, name);

    if (gov_store_add(&t->run, path, name, err, sizeof(err)) != 0) {
        fail_msg("%s", err);
    }
}


static inline gov_switch_e
gov_test_publish(const gov_test_run_t *t, int n, unsigned deadline,
                 gov_switch_result_t *result)
{
    char         name[GOV_SNAPSHOT_NAME_LEN + 1];
    gov_switch_t what = { .deadline_ms = deadline };

    gov_test_add(t, n, name);
    what.name = name;

    return gov_switch(&t->run, &what, result);
}


static inline void
gov_test_published(const gov_test_run_t *t, int n, uint64_t seq,
                   unsigned workers)
{
    gov_switch_result_t result;

    if (gov_test_publish(t, n, 0, &result) != GOV_SWITCH_OK) {
        fail_msg("%d: %s", n, result.reason);
    }

    assert_string_equal(result.reason, "");
    assert_int_equal(result.seq, seq);
    assert_int_equal(result.workers, workers);
}


static inline uint64_t
gov_test_seq(const gov_test_run_t *t)
{
    char        err[300];
    uint64_t    seq;
    gov_state_t state;

    assert_int_equal(gov_state_open(&state, &t->run, false, err, sizeof(err)),
                     0);
    seq = gov_state_seq(&state);
    gov_state_close(&state);

    return seq;
}


static inline gov_switch_e
gov_test_rollback(const gov_test_run_t *t, uint64_t to,
                  gov_switch_result_t *result)
{
    gov_switch_t what = { .back_to = to };

    return gov_switch(&t->run, &what, result);
}


/* The newest activation is that one. */

static inline void
gov_test_record(const gov_test_run_t *t, uint64_t seq, int n, uint64_t repeats)
{
    char         err[300], path[300], name[GOV_SNAPSHOT_NAME_LEN + 1];
    char         have[GOV_SNAPSHOT_NAME_LEN + 1];
    gov_state_t  file;
    gov_record_t record;

    gov_test_generation(t, n, path, name);
    assert_int_equal(gov_state_open(&file, &t->run, false, err, sizeof(err)),
                     0);
    assert_int_equal(gov_state_seq(&file), seq);
    assert_true(gov_state_record(&file, seq, &record));
    gov_hex(record.generation, GOV_SHA256_LEN, have);
    assert_string_equal(have, name);
    assert_int_equal(record.repeats, repeats);
    gov_state_close(&file);
}


/* The path of a stored generation. */

static inline void
gov_test_stored(const gov_test_run_t *t, const char *name, char *path)
{
    snprintf(path, 500, "%s/generations/%s", t->path, name);
}


static inline void
gov_test_look(gov_agent_t *agent, gov_test_seen_t *seen)
{
    gov_live_t *live;

    live = gov_agent_current(agent);

    if (live != NULL) {
        memcpy(seen->name, live->snap.name, sizeof(seen->name));
    }

    atomic_store(&seen->live, agent->nlive);
    atomic_store(&seen->seq, live == NULL ? 0 : live->record.seq);
}


static inline void
gov_test_act(const gov_test_run_t *t, gov_agent_t *agent, gov_test_does_e does)
{
    char name[GOV_SNAPSHOT_NAME_LEN + 1];

    switch (does) {

    case GOV_TEST_DIES:
        raise(SIGKILL);
        break;

    case GOV_TEST_LEAVES:
        gov_agent_leave(agent);
        _exit(0);

    case GOV_TEST_REFUSES:
        gov_hex(agent->state.file->candidate.generation, GOV_SHA256_LEN, name);
        (void)unlinkat(t->run.generations, name, 0);
        break;

    case GOV_TEST_SLOW:
        gov_test_ms(400);
        break;

    default:
        break;
    }
}


static inline void
gov_test_late(const gov_test_run_t *t, gov_test_seen_t *seen)
{
    char        err[300];
    gov_state_t state;

    if (gov_state_open(&state, &t->run, false, err, sizeof(err)) != 0) {
        _exit(1);
    }

    atomic_store(&seen->joined, 1); /* it waits, which is all that is asked */

    while (atomic_load(&state.file->proposal) == 0) {
        gov_test_ms(1);
    }

    gov_state_close(&state);
}


static inline void
gov_test_worker_main(const gov_test_run_t *t, gov_test_does_e does,
                     gov_test_seen_t *seen)
{
    char          err[300];
    gov_agent_t  *agent;
    struct pollfd wait;

    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);

    if (does == GOV_TEST_LATE) {
        gov_test_late(t, seen);
    }

    agent = gov_agent_join(&t->run, GOV_LIVE_MAX, err, sizeof(err));
    if (agent == NULL) {
        fprintf(stderr, "worker: %s\n", err);
        _exit(1);
    }

    gov_test_look(agent, seen);
    atomic_store(&seen->slot, agent->slot);
    gov_agent_wake(agent);
    atomic_store(&seen->joined, 1);

    wait.fd = gov_agent_fd(agent);
    wait.events = POLLIN;

    for (;;) {
        if (poll(&wait, 1, -1) == 1) {
            gov_test_act(t, agent, does);
            atomic_fetch_add(&seen->wakes, 1);
            gov_agent_wake(agent);
            gov_test_look(agent, seen);
        }
    }
}


static inline gov_test_worker_t
gov_test_worker(const gov_test_run_t *t, gov_test_does_e does)
{
    int               i;
    gov_test_worker_t worker;

    worker.seen = mmap(NULL, sizeof(gov_test_seen_t), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(worker.seen, MAP_FAILED);

    fflush(NULL);
    worker.pid = fork();
    assert_true(worker.pid >= 0);

    if (worker.pid == 0) {
        gov_test_worker_main(t, does, worker.seen);
    }

    for (i = 0; atomic_load(&worker.seen->joined) == 0; i++) {
        assert_true(i < 5000);
        gov_test_ms(1);
    }

    return worker;
}


static inline void
gov_test_kill(gov_test_worker_t *worker)
{
    kill(worker->pid, SIGKILL);
    assert_int_equal(waitpid(worker->pid, NULL, 0), worker->pid);
    munmap(worker->seen, sizeof(gov_test_seen_t));
}


/* Within two seconds it must serve that activation of that generation. */

static inline void
gov_test_serves(const gov_test_worker_t *worker, uint64_t seq,
                const char *name)
{
    int i;

    for (i = 0; i < 2000; i++) {
        if (atomic_load(&worker->seen->seq) == seq
            && strcmp(worker->seen->name, name) == 0)
        {
            return;
        }

        gov_test_ms(1);
    }

    fail_msg("worker serves %llu-%.12s, not %llu-%.12s",
             (unsigned long long)worker->seen->seq, worker->seen->name,
             (unsigned long long)seq, name);
}


#endif /* GOV_TEST_RUN_H */
