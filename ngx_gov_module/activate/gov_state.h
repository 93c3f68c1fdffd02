/*
 * gov_state: the small shared file that says what is active.
 *
 * Every worker of every cycle and binary maps the same file, so there is one
 * truth also while an old cycle drains or two binaries overlap.
 *
 * One 64-bit word carries the sequence number of the active record and a
 * version of the worker set.  A worker that joins or leaves counts the version
 * up; a switch replaces the whole word by compare-and-swap.  So a switch
 * cannot succeed across a change of the worker set, and nobody ever sees one
 * half of it.
 *
 * A worker is alive while it holds an open-file-description lock on the first
 * byte of its slot (fcntl(2), F_OFD_SETLK): the kernel lets go of it when the
 * worker dies in whatever way, and a pid used again cannot mislead.
 */

#ifndef GOV_STATE_H
#define GOV_STATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "../core/gov_hash.h"
#include "gov_run.h"


#define GOV_STATE_MAGIC  "GOVSTATE"
#define GOV_STATE_FORMAT 1
#define GOV_WORKERS_MAX  256 /* worker slots: all cycles together */
#define GOV_RECORDS_MAX  64  /* activations remembered */
#define GOV_REASON_MAX   192
#define GOV_NOTE_MAX     64


/* Tells whether a file is still the very one that was verified. */
typedef struct {
    uint64_t dev;
    uint64_t ino;
    uint64_t size;
    int64_t  ctime_sec;
    int64_t  ctime_nsec;
} gov_stamp_t;

/* One activation; never changed once its sequence number is in the word. */
typedef struct {
    uint64_t    seq;
    uint8_t     generation[GOV_SHA256_LEN];
    uint8_t     rules[GOV_SHA256_LEN]; /* zero: no rule set */
    int64_t     activated_at;          /* Unix seconds */
    uint64_t    repeats;               /* rollback: the sequence number whose
                                          content this is; 0: a publication */
    gov_stamp_t stamp;
    char        note[GOV_NOTE_MAX];
    uint64_t    check; /* gov_hash64 of all before it */
} gov_record_t;

typedef enum {
    GOV_VERDICT_NONE = 0,
    GOV_VERDICT_READY,
    GOV_VERDICT_REFUSED
} gov_verdict_e;

typedef struct {
    _Atomic uint32_t pid;      /* 0: free */
    _Atomic uint32_t verdict;  /* gov_verdict_e, on `proposal` */
    _Atomic uint64_t proposal; /* the last one answered */
    _Atomic uint64_t lacking;  /* the activation it could not map; 0: none */
    char             reason[GOV_REASON_MAX]; /* why refused; written before
                                                proposal */
} gov_worker_slot_t;

typedef struct {
    char     magic[8];
    uint32_t endian;
    uint32_t format;
    uint64_t size;
    uint64_t lineage; /* random; another one after a lost file */

    _Atomic uint64_t word;       /* sequence number << 24 | set version */
    _Atomic uint64_t proposal;   /* being prepared; 0: none */
    _Atomic uint64_t proposals;  /* how many there were */
    _Atomic uint32_t answers;    /* futex: counts verdicts and deaths */
    _Atomic uint32_t prepare_us; /* the last switch: first wake to last
                                      verdict */
    _Atomic uint32_t switch_us;  /* the last switch: the whole call */
    uint32_t         reserved;

    gov_record_t      candidate;                /* what `proposal` proposes */
    gov_record_t      records[GOV_RECORDS_MAX]; /* of seq: seq % MAX */
    gov_worker_slot_t workers[GOV_WORKERS_MAX];
} gov_state_file_t;

typedef struct {
    gov_state_file_t *file; /* shared, writable */
    int               fd;   /* of one opening: locks belong to it */
} gov_state_t;


#define gov_word_seq(word)     ((word) >> 24)
#define gov_word_version(word) ((word)&0xffffff)
#define gov_word(seq, version) ((uint64_t)(seq) << 24 | ((version)&0xffffff))


/*
 * Opens RUN/activate/state; made when missing and create is set.  A file that
 * is no state file of this format is moved aside (create, and no worker uses
 * it) or refused.
 *
 * 0, or -1 with a sentence in err.  With create and a file moved aside, 0 and
 * a sentence in err; otherwise err is "".
 */
int gov_state_open(gov_state_t *state, const gov_run_t *run, bool create,
                   char *err, size_t errlen);

void gov_state_close(gov_state_t *state);

/* The active sequence number; 0: nothing was ever activated. */
static inline uint64_t
gov_state_seq(const gov_state_t *state)
{
    return gov_word_seq(
        atomic_load_explicit(&state->file->word, memory_order_acquire));
}

/* A copy of the record of that activation; false: forgotten or torn. */
bool gov_state_record(const gov_state_t *state, uint64_t seq,
                      gov_record_t *record);

/* Fills in record->check. */
void gov_record_seal(gov_record_t *record);
bool gov_record_whole(const gov_record_t *record);

/* Takes a free slot and counts the set version up.  The slot's number, or -1:
 * all are taken, or errno says why. */
int gov_state_join(gov_state_t *state, uint32_t pid);

/* Gives it back and counts up. */
void gov_state_leave(gov_state_t *state, int slot);

/* Whether somebody holds the slot (asked through another opening of the file
 * than the holder's). */
bool gov_state_alive(const gov_state_t *state, int slot);

/* Frees the slots of the dead, counting up when there were any; not through
 * the opening that holds a slot. */
void gov_state_reap(gov_state_t *state);

/* Whether a live worker could not map that activation and serves nothing. */
bool gov_state_lacking(const gov_state_t *state, uint64_t seq);

/* Answers the proposal for the slot and wakes the switcher. */
void gov_state_answer(gov_state_t *state, int slot, uint64_t proposal,
                      gov_verdict_e verdict, const char *reason);

/* The name of a slot's FIFO, below RUN/activate; out holds 16 bytes. */
void gov_state_fifo(int slot, char *out);

/* Wakes one slot, or (-1) all taken ones. */
void gov_state_wake(const gov_state_t *state, const gov_run_t *run, int slot);

/* What fstat() says of a file. */
int gov_stamp(int fd, gov_stamp_t *stamp);


#endif /* GOV_STATE_H */
