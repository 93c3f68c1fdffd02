/*
 * gov_store: the generation files of a node.
 *
 * A file gets in by being copied, verified and only then given its name, so
 * whatever has a name was whole once; before each activation it is verified
 * again.
 */

#ifndef GOV_STORE_H
#define GOV_STORE_H

#include "../snapshot/gov_snapshot.h"
#include "gov_run.h"
#include "gov_state.h"


#define GOV_STORE_KEEP 8 /* distinct generations kept for rolling back */


/*
 * Copies the generation file at path in; already there and whole: nothing to
 * do.  name gets its SHA-256 in hex.  0, or -1 with a sentence in err and
 * nothing left behind.
 */
int gov_store_add(const gov_run_t *run, const char *path,
                  char name[GOV_SNAPSHOT_NAME_LEN + 1], char *err,
                  size_t errlen);

/*
 * Maps the generation of that id.  It is verified unless the file is still the
 * one of `known` (NULL: always verify).  0, or -1 with a sentence in err.
 */
int gov_store_map(const gov_run_t *run, const uint8_t *id,
                  const gov_stamp_t *known, gov_snapshot_t *snap,
                  gov_stamp_t *stamp, char *err, size_t errlen);

/*
 * Removes generations that none of the newest records name, keeping
 * GOV_STORE_KEEP distinct ones, and temporary files an hour old.  The caller
 * holds the switching lock.
 */
void gov_store_prune(const gov_run_t *run, const gov_state_t *state);


#endif /* GOV_STORE_H */
