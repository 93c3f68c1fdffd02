#include "gov_state.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "../snapshot/gov_format.h"


/* Makes a whole file under another name and links it into place, so that two
 * who come at once both end up with the first one's. */

static int
gov_state_create(const gov_run_t *run, char *err, size_t errlen)
{
    int              fd, rc;
    char             name[48];
    gov_state_file_t head;

    memset(&head, 0, sizeof(head));
    memcpy(head.magic, GOV_STATE_MAGIC, sizeof(head.magic));
    head.endian = GOV_ENDIAN;
    head.format = GOV_STATE_FORMAT;
    head.size = sizeof(head);

    if (getrandom(&head.lineage, sizeof(head.lineage), 0)
        != sizeof(head.lineage)) {
        snprintf(err, errlen, "getrandom: %s", strerror(errno));
        return -1;
    }

    snprintf(name, sizeof(name), "state.%ld.tmp", (long)getpid());
    (void)unlinkat(run->activate, name, 0);

    fd = openat(run->activate, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                0600);
    if (fd == -1) {
        snprintf(err, errlen, "activate/%s: %s", name, strerror(errno));
        return -1;
    }

    rc = 0;

    if (write(fd, &head, sizeof(head)) != sizeof(head)
        || gov_run_own(run->activate, fd) != 0 || fsync(fd) != 0
        || (linkat(run->activate, name, run->activate, "state", 0) != 0
            && errno != EEXIST))
    {
        snprintf(err, errlen, "activate/state: %s", strerror(errno));
        rc = -1;
    }

    (void)unlinkat(run->activate, name, 0);
    close(fd);

    return rc;
}


static int
gov_state_check(int fd, char *err, size_t errlen)
{
    ssize_t     n;
    struct stat st;
    struct {
        char     magic[8];
        uint32_t endian;
        uint32_t format;
        uint64_t size;
    } head;

    n = pread(fd, &head, sizeof(head), 0);

    if (n != (ssize_t)sizeof(head) || fstat(fd, &st) != 0) {
        snprintf(err, errlen, "activate/state: too short");
        return -1;
    }

    if (memcmp(head.magic, GOV_STATE_MAGIC, sizeof(head.magic)) != 0
        || head.endian != GOV_ENDIAN)
    {
        snprintf(err, errlen, "activate/state: not a state file");
        return -1;
    }

    if (head.format != GOV_STATE_FORMAT
        || head.size != sizeof(gov_state_file_t)
        || (uint64_t)st.st_size != head.size)
    {
        snprintf(err, errlen,
                 "activate/state: format %u of %llu bytes; this program "
                 "reads format %d of %zu",
                 head.format, (unsigned long long)st.st_size, GOV_STATE_FORMAT,
                 sizeof(gov_state_file_t));
        return -1;
    }

    return 0;
}


/* Whatever its format, workers hold locks on it. */

static bool
gov_state_used(int fd)
{
    struct flock lock = { 0 };

    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;

    return fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}


static int
gov_state_fd(const gov_run_t *run, bool create, char *err, size_t errlen)
{
    int  fd;
    bool used;
    char aside[48];

    fd = openat(run->activate, "state", O_RDWR | O_NOFOLLOW | O_CLOEXEC);

    if (fd == -1) {
        if (errno != ENOENT || !create) {
            snprintf(err, errlen, "activate/state: %s", strerror(errno));
            return -1;
        }

        if (gov_state_create(run, err, errlen) != 0) {
            return -1;
        }

        return gov_state_fd(run, false, err, errlen);
    }

    if (gov_state_check(fd, err, errlen) == 0) {
        return fd;
    }

    used = create && gov_state_used(fd);
    close(fd);

    if (used) {
        snprintf(err, errlen,
                 "activate/state: in use by workers of another "
                 "version: stop or upgrade them first");
    }

    if (!create || used) {
        return -1;
    }

    snprintf(aside, sizeof(aside), "state.broken.%lld", (long long)time(NULL));

    if (renameat(run->activate, "state", run->activate, aside) != 0) {
        return -1;
    }

    return gov_state_fd(run, true, (char[GOV_REASON_MAX]){ 0 },
                        GOV_REASON_MAX);
}


int
gov_state_open(gov_state_t *state, const gov_run_t *run, bool create,
               char *err, size_t errlen)
{
    void *p;

    err[0] = '\0';
    state->file = NULL;
    state->fd = gov_state_fd(run, create, err, errlen);

    if (state->fd == -1) {
        if (err[0] == '\0') {
            snprintf(err, errlen, "activate/state: %s", strerror(errno));
        }

        return -1;
    }

    p = mmap(NULL, sizeof(gov_state_file_t), PROT_READ | PROT_WRITE,
             MAP_SHARED, state->fd, 0);
    if (p == MAP_FAILED) {
        snprintf(err, errlen, "activate/state: mmap: %s", strerror(errno));
        close(state->fd);
        state->fd = -1;
        return -1;
    }

    state->file = p;

    return 0;
}


void
gov_state_close(gov_state_t *state)
{
    if (state->file != NULL) {
        munmap(state->file, sizeof(gov_state_file_t));
        close(state->fd);
    }

    state->file = NULL;
    state->fd = -1;
}


void
gov_record_seal(gov_record_t *record)
{
    record->check =
        gov_hash64(record, offsetof(gov_record_t, check), GOV_STATE_FORMAT);
}


bool
gov_record_whole(const gov_record_t *record)
{
    return record->check
           == gov_hash64(record, offsetof(gov_record_t, check),
                         GOV_STATE_FORMAT);
}


bool
gov_state_record(const gov_state_t *state, uint64_t seq, gov_record_t *record)
{
    if (seq == 0) {
        return false;
    }

    *record = state->file->records[seq % GOV_RECORDS_MAX];

    return record->seq == seq && gov_record_whole(record);
}


static void
gov_state_recount(gov_state_t *state)
{
    uint64_t word;

    word = atomic_load(&state->file->word);

    while (!atomic_compare_exchange_weak(
        &state->file->word, &word,
        gov_word(gov_word_seq(word), gov_word_version(word) + 1)))
    {
        /* void */
    }
}


static struct flock
gov_state_range(int slot, short type)
{
    struct flock lock = { 0 };

    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = (off_t)(offsetof(gov_state_file_t, workers)
                           + (size_t)slot * sizeof(gov_worker_slot_t));
    lock.l_len = 1;

    return lock;
}


int
gov_state_join(gov_state_t *state, uint32_t pid)
{
    int                slot;
    struct flock       lock;
    gov_worker_slot_t *worker;

    for (slot = 0; slot < GOV_WORKERS_MAX; slot++) {
        lock = gov_state_range(slot, F_WRLCK);

        if (fcntl(state->fd, F_OFD_SETLK, &lock) == 0) {
            break;
        }

        if (errno != EAGAIN && errno != EACCES) {
            return -1;
        }
    }

    if (slot == GOV_WORKERS_MAX) {
        errno = ENOSPC;
        return -1;
    }

    worker = &state->file->workers[slot];
    atomic_store(&worker->verdict, GOV_VERDICT_NONE);
    atomic_store(&worker->proposal, 0);
    atomic_store(&worker->lacking, 0);
    atomic_store(&worker->pid, pid);

    /* locked first, counted second: a switch that does not know of this
     * worker holds an older version of the set and will fail */

    gov_state_recount(state);

    return slot;
}


void
gov_state_leave(gov_state_t *state, int slot)
{
    struct flock lock;

    atomic_store(&state->file->workers[slot].pid, 0);

    lock = gov_state_range(slot, F_UNLCK);
    (void)fcntl(state->fd, F_OFD_SETLK, &lock);

    gov_state_recount(state);
    atomic_fetch_add(&state->file->answers, 1);
    (void)syscall(SYS_futex, &state->file->answers, FUTEX_WAKE, INT_MAX, NULL,
                  NULL, 0);
}


bool
gov_state_alive(const gov_state_t *state, int slot)
{
    struct flock lock;

    lock = gov_state_range(slot, F_WRLCK);

    return fcntl(state->fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}


void
gov_state_reap(gov_state_t *state)
{
    int          slot;
    bool         found;
    struct flock lock;

    found = false;

    for (slot = 0; slot < GOV_WORKERS_MAX; slot++) {
        if (atomic_load(&state->file->workers[slot].pid) == 0) {
            continue;
        }

        /* held while it is emptied: it may be taken again at this moment */

        lock = gov_state_range(slot, F_WRLCK);

        if (fcntl(state->fd, F_OFD_SETLK, &lock) == 0) {
            atomic_store(&state->file->workers[slot].pid, 0);
            found = true;

            lock = gov_state_range(slot, F_UNLCK);
            (void)fcntl(state->fd, F_OFD_SETLK, &lock);
        }
    }

    if (found) {
        gov_state_recount(state);
    }
}


bool
gov_state_lacking(const gov_state_t *state, uint64_t seq)
{
    int slot;

    for (slot = 0; slot < GOV_WORKERS_MAX; slot++) {
        if (atomic_load(&state->file->workers[slot].pid) != 0
            && atomic_load(&state->file->workers[slot].lacking) == seq
            && gov_state_alive(state, slot))
        {
            return true;
        }
    }

    return false;
}


void
gov_state_answer(gov_state_t *state, int slot, uint64_t proposal,
                 gov_verdict_e verdict, const char *reason)
{
    gov_worker_slot_t *worker;

    worker = &state->file->workers[slot];

    snprintf(worker->reason, sizeof(worker->reason), "%s", reason);
    atomic_store(&worker->verdict, verdict);
    atomic_store(&worker->proposal, proposal);
    atomic_fetch_add(&state->file->answers, 1);

    (void)syscall(SYS_futex, &state->file->answers, FUTEX_WAKE, INT_MAX, NULL,
                  NULL, 0);
}


void
gov_state_fifo(int slot, char *out)
{
    snprintf(out, 16, "wake.%d", slot);
}


void
gov_state_wake(const gov_state_t *state, const gov_run_t *run, int slot)
{
    int         fd, last;
    char        name[16];
    struct stat st;

    last = slot == -1 ? GOV_WORKERS_MAX - 1 : slot;

    for (slot = slot == -1 ? 0 : slot; slot <= last; slot++) {
        if (atomic_load(&state->file->workers[slot].pid) == 0) {
            continue;
        }

        /* opened for both ways, so that a reader that has just died is no
         * SIGPIPE; a full pipe: the worker has been woken already */

        gov_state_fifo(slot, name);
        fd = openat(run->activate, name,
                    O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);

        if (fd != -1) {
            if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode)) {
                (void)!write(fd, "", 1);
            }

            close(fd);
        }
    }
}


int
gov_stamp(int fd, gov_stamp_t *stamp)
{
    struct stat st;

    if (fstat(fd, &st) != 0) {
        return -1;
    }

    memset(stamp, 0, sizeof(gov_stamp_t));
    stamp->dev = st.st_dev;
    stamp->ino = st.st_ino;
    stamp->size = (uint64_t)st.st_size;
    stamp->ctime_sec = st.st_ctim.tv_sec;
    stamp->ctime_nsec = st.st_ctim.tv_nsec;

    return 0;
}
