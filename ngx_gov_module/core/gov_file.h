/*
 * gov_file: a whole small file in memory.
 */

#ifndef GOV_FILE_H
#define GOV_FILE_H

#include <stddef.h>


/*
 * Reads a regular file of at most max bytes; anything else (a directory, a
 * pipe, a device) is refused without being waited for.  Owner of the bytes:
 * the caller, free(); they are not NUL-terminated.  NULL: *reason says why,
 * in words of the system or a constant of ours.
 */
char *gov_file_read(const char *path, size_t max, size_t *len,
                    const char **reason);


#endif /* GOV_FILE_H */
