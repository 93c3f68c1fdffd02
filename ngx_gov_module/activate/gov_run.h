/*
 * gov_run: the run directory, held by descriptors.
 *
 *   RUN/activate/state      which generation is active (gov_state.h)
 *   RUN/activate/lock       flock'ed by whoever switches
 *   RUN/activate/wake.N     FIFO of worker slot N
 *   RUN/generations/NAME    generation files, mode 0400, named by SHA-256
 *
 * The master opens the directories while it may still enter them; workers,
 * who drop privileges and may live below a home of mode 0700, reach the files
 * through the inherited descriptors.
 */

#ifndef GOV_RUN_H
#define GOV_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>


typedef struct {
    int activate;    /* descriptor of RUN/activate */
    int generations; /* descriptor of RUN/generations */
} gov_run_t;

#define GOV_RUN_CLOSED ((gov_run_t){ -1, -1 })


/*
 * Opens the directories below path.  With create they are made when missing
 * (mode 0700) and, when the caller is root, given with all that is in them to
 * uid and gid (of the workers); (uid_t)-1 leaves the owner alone.
 *
 * 0, or -1 with a sentence in err and nothing left open.
 */
int gov_run_open(gov_run_t *run, const char *path, bool create, uid_t uid,
                 gid_t gid, char *err, size_t errlen);

void gov_run_close(gov_run_t *run);

/* Whether gov_run_open() with create can work, without making anything: 0, or
 * -1 with a sentence in err. */
int gov_run_check(const char *path, char *err, size_t errlen);

/* When root made the file behind fd: gives it to the owner of directory dir,
 * so that workers can use it.  0, or -1 with errno. */
int gov_run_own(int dir, int fd);


#endif /* GOV_RUN_H */
