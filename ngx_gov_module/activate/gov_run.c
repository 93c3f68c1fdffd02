#include "gov_run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>


/* Not when it is theirs: that would count as a change of the file. */

static int
gov_run_give_one(int dir, const char *name, uid_t uid, gid_t gid)
{
    struct stat st;

    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? 0 : -1;
    }

    if ((st.st_uid == uid && st.st_gid == gid) || S_ISLNK(st.st_mode)
        || (S_ISREG(st.st_mode) && st.st_nlink > 1))
    {
        return 0; /* theirs, or not to be given away */
    }

    if (fchownat(dir, name, uid, gid, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? 0 : -1;
    }

    return 0;
}


/* Files that were made before the workers' user was known. */

static int
gov_run_give(int dir, uid_t uid, gid_t gid)
{
    int            fd, rc;
    DIR           *list;
    struct dirent *entry;

    fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd == -1) {
        return -1;
    }

    list = fdopendir(fd);
    if (list == NULL) {
        close(fd);
        return -1;
    }

    rc = fchown(fd, uid, gid);

    while (rc == 0 && (entry = readdir(list)) != NULL) {
        if (entry->d_name[0] != '.') {
            rc = gov_run_give_one(fd, entry->d_name, uid, gid);
        }
    }

    closedir(list);

    return rc;
}


static int
gov_run_dir(const char *path, const char *name, bool create, uid_t uid,
            gid_t gid, char *err, size_t errlen)
{
    int  fd;
    char full[PATH_MAX];

    if (snprintf(full, sizeof(full), "%s/%s", path, name) >= (int)sizeof(full))
    {
        snprintf(err, errlen, "%s: path too long", path);
        return -1;
    }

    if (create && mkdir(full, 0700) != 0 && errno != EEXIST) {
        snprintf(err, errlen, "%s: %s", full, strerror(errno));
        return -1;
    }

    fd = open(full, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd == -1) {
        snprintf(err, errlen, "%s: %s", full, strerror(errno));
        return -1;
    }

    if (create && geteuid() == 0 && uid != (uid_t)-1
        && gov_run_give(fd, uid, gid) != 0)
    {
        snprintf(err, errlen, "%s: chown: %s", full, strerror(errno));
        close(fd);
        return -1;
    }

    return fd;
}


int
gov_run_open(gov_run_t *run, const char *path, bool create, uid_t uid,
             gid_t gid, char *err, size_t errlen)
{
    *run = GOV_RUN_CLOSED;

    if (create && mkdir(path, 0755) != 0 && errno != EEXIST) {
        snprintf(err, errlen, "%s: %s", path, strerror(errno));
        return -1;
    }

    run->activate =
        gov_run_dir(path, "activate", create, uid, gid, err, errlen);
    if (run->activate == -1) {
        return -1;
    }

    run->generations =
        gov_run_dir(path, "generations", create, uid, gid, err, errlen);
    if (run->generations == -1) {
        gov_run_close(run);
        return -1;
    }

    return 0;
}


int
gov_run_check(const char *path, char *err, size_t errlen)
{
    char        full[PATH_MAX], *slash;
    size_t      i;
    struct stat st;
    const char *parts[] = { "", "/activate", "/generations" };

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        snprintf(full, sizeof(full), "%s%s", path, parts[i]);

        if (stat(full, &st) == 0) {
            errno = ENOTDIR;

            if (!S_ISDIR(st.st_mode)) {
                break;
            }

        } else if (errno != ENOENT) {
            break;
        }
    }

    if (i == sizeof(parts) / sizeof(parts[0])) {
        snprintf(full, sizeof(full), "%s", path);
        slash = strrchr(full, '/');

        if (slash == NULL || slash == full) {
            return 0;
        }

        *slash = '\0';

        if (stat(full, &st) == 0 && S_ISDIR(st.st_mode)) {
            return 0;
        }
    }

    snprintf(err, errlen, "%s: %s", full, strerror(errno));

    return -1;
}


void
gov_run_close(gov_run_t *run)
{
    if (run->activate != -1) {
        close(run->activate);
    }

    if (run->generations != -1) {
        close(run->generations);
    }

    *run = GOV_RUN_CLOSED;
}


int
gov_run_own(int dir, int fd)
{
    struct stat st;

    if (geteuid() != 0) {
        return 0;
    }

    /* the directory is the workers': a name in it may lead to another's file */

    if (fstat(fd, &st) != 0) {
        return -1;
    }

    if (!S_ISREG(st.st_mode) || st.st_nlink > 1) {
        errno = EPERM;
        return -1;
    }

    if (fstat(dir, &st) != 0) {
        return -1;
    }

    return fchown(fd, st.st_uid, st.st_gid);
}
