#include "gov_content_load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../core/gov_file.h"


static void
gov_content_add_file(gov_content_load_t *load, gov_kind_e kind,
                     const char *name)
{
    char       *text;
    size_t      len;
    const char *reason;

    text = gov_file_read(name, GOV_DOC_MAX, &len, &reason);
    if (text == NULL) {
        gov_report_add(load->report, GOV_ERROR, name, 0, NULL,
                       "cannot be read: %s", reason);
        load->content->lost[kind] = true;
        return;
    }

    gov_content_add_text(load, kind, name, text, len);

    free(text);
}


static int
gov_content_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}


static int
gov_content_by_name(const struct dirent **one, const struct dirent **two)
{
    return strcmp((*one)->d_name, (*two)->d_name);
}


/* A directory's visible names in byte order; -1 with the fault reported.
 * Owner: the caller, gov_content_list_free(). */

static int
gov_content_list(gov_content_load_t *load, const char *dir,
                 struct dirent ***list)
{
    int n;

    n = scandir(dir, list, gov_content_visible, gov_content_by_name);
    if (n == -1) {
        gov_report_add(load->report, GOV_ERROR, dir, 0, NULL,
                       "cannot be read: %s", strerror(errno));
    }

    return n;
}


static void
gov_content_list_free(struct dirent **list, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        free(list[i]);
    }

    free(list);
}


static char *
gov_content_join(gov_content_load_t *load, const char *dir, const char *name)
{
    int   len;
    char *path;

    /* "dir/" is "dir" to whoever reads the report */

    for (len = (int)strlen(dir); len > 1 && dir[len - 1] == '/'; len--) {
        /* void */
    }

    path = gov_arena_printf(load->content->arena, "%.*s/%s", len, dir, name);
    if (path == NULL) {
        load->nomem = true;
    }

    return path;
}


static bool
gov_content_is_json(const char *name)
{
    size_t len;

    len = strlen(name);

    return len > sizeof(".json") - 1
           && strcmp(name + len - (sizeof(".json") - 1), ".json") == 0;
}


static void
gov_content_add_folder(gov_content_load_t *load, gov_kind_e kind,
                       const char *dir)
{
    int             i, n;
    char           *path;
    struct dirent **list;

    n = gov_content_list(load, dir, &list);
    if (n == -1) {
        return;
    }

    for (i = 0; i < n && !load->nomem; i++) {
        path = gov_content_join(load, dir, list[i]->d_name);

        if (path == NULL) {
            break;
        }

        if (gov_content_is_json(list[i]->d_name)) {
            gov_content_add_file(load, kind, path);

        } else {
            gov_report_add(load->report, GOV_ERROR, path, 0, NULL,
                           "unknown file: only *.json belongs here");
        }
    }

    gov_content_list_free(list, n);
}


bool
gov_content_add_dir(gov_content_load_t *load, const char *dir)
{
    int             i, n, kind;
    char           *path;
    struct dirent **list;

    n = gov_content_list(load, dir, &list);
    if (n == -1) {
        return false;
    }

    for (i = 0; i < n && !load->nomem; i++) {
        path = gov_content_join(load, dir, list[i]->d_name);
        kind = gov_kind_by_name(list[i]->d_name, strlen(list[i]->d_name));

        if (path == NULL) {
            break;
        }

        if (kind == -1) {
            gov_report_add(load->report, GOV_ERROR, path, 0, NULL,
                           "unknown name: no kind of document is called so");
            continue;
        }

        gov_content_add_folder(load, (gov_kind_e)kind, path);
    }

    gov_content_list_free(list, n);

    return true;
}
