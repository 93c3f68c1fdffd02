/*
 * gov_thread: a thread for one job.
 */

#ifndef GOV_THREAD_H
#define GOV_THREAD_H

#include <stdbool.h>


/*
 * Starts a detached thread that takes no signals, so that they keep reaching
 * the event loop.  false: it could not be started, and run was not called.
 */
bool gov_thread_start(void *(*run)(void *), void *data);


#endif /* GOV_THREAD_H */
