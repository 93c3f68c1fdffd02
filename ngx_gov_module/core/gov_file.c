#include "gov_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>


static char *
gov_file_read_fd(int fd, size_t max, size_t *len, const char **reason)
{
    char       *text;
    size_t      size, used;
    ssize_t     n;
    struct stat st;

    if (fstat(fd, &st) == -1) {
        *reason = strerror(errno);
        return NULL;
    }

    if (!S_ISREG(st.st_mode)) {
        *reason = "not a regular file";
        return NULL;
    }

    if ((size_t)st.st_size > max) {
        *reason = "the file is too large";
        return NULL;
    }

    /* one byte more shows when the file grew in the meantime */

    size = (size_t)st.st_size + 1;

    text = malloc(size);
    if (text == NULL) {
        *reason = "out of memory";
        return NULL;
    }

    for (used = 0; used < size; used += (size_t)n) {
        n = read(fd, text + used, size - used);

        if (n == 0) {
            *len = used;
            return text;
        }

        if (n == -1) {
            if (errno == EINTR) {
                n = 0;
                continue;
            }

            *reason = strerror(errno);
            free(text);
            return NULL;
        }
    }

    *reason = "the file changed while it was read";
    free(text);

    return NULL;
}


char *
gov_file_read(const char *path, size_t max, size_t *len, const char **reason)
{
    int   fd;
    char *text;

    /* without O_NONBLOCK the opening of a pipe would wait for its writer */

    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd == -1) {
        *reason = strerror(errno);
        return NULL;
    }

    text = gov_file_read_fd(fd, max, len, reason);

    close(fd);

    return text;
}
