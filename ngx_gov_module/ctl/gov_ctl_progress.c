#include "gov_ctl.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>


#define GOV_PROGRESS_WIDTH 30


static bool gov_ctl_progress_shown;


void
gov_ctl_progress(void *data, const char *stage, size_t done, size_t total)
{
    int                    n;
    struct timespec        now;
    static struct timespec last;

    (void)data;

    if (total == 0 || !isatty(STDERR_FILENO)) {
        return;
    }

    clock_gettime(CLOCK_MONOTONIC, &now);

    if (gov_ctl_progress_shown && done < total
        && (now.tv_sec - last.tv_sec) * 1000
                   + (now.tv_nsec - last.tv_nsec) / 1000000
               < 100)
    {
        return;
    }

    last = now;
    gov_ctl_progress_shown = true;
    done = done > total ? total : done;
    n = (int)(done * GOV_PROGRESS_WIDTH / total);

    fprintf(stderr, "\r%-9s [%.*s%*s] %3d%% %zu/%zu ", stage, n,
            "##############################", GOV_PROGRESS_WIDTH - n, "",
            (int)(done * 100 / total), done, total);
    fflush(stderr);
}


void
gov_ctl_progress_end(void)
{
    if (gov_ctl_progress_shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
        gov_ctl_progress_shown = false;
    }
}
