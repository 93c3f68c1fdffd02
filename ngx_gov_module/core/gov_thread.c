#include "gov_thread.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>


bool
gov_thread_start(void *(*run)(void *), void *data)
{
    int            rc;
    sigset_t       all, old;
    pthread_t      id;
    pthread_attr_t attr;

    if (pthread_attr_init(&attr) != 0) {
        return false;
    }

    (void)pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);

    sigfillset(&all);
    (void)pthread_sigmask(SIG_BLOCK, &all, &old);
    rc = pthread_create(&id, &attr, run, data);
    (void)pthread_sigmask(SIG_SETMASK, &old, NULL);

    (void)pthread_attr_destroy(&attr);

    return rc == 0;
}
