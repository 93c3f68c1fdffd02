/*
 * Reopening logs (USR1) below a home of mode 0700.
 *
 * nginx's workers reopen log files by path and as their own user, who may not
 * be let in on the way.  The names of the files below gov_run are therefore
 * changed to paths through a descriptor of their directory, which the master
 * opened and the workers inherited.
 */

#include "ngx_http_gov_module.h"


#define NGX_HTTP_GOV_LOGS_PATH  "/proc/self/fd/"


static void
ngx_http_gov_logs_close(void *data)
{
    close((int) (intptr_t) data);
}


static int
ngx_http_gov_logs_dir(ngx_cycle_t *cycle, ngx_str_t *name, size_t len)
{
    int                  fd;
    u_char               path[NGX_MAX_PATH];
    ngx_pool_cleanup_t  *cln;

    if (len >= NGX_MAX_PATH) {
        return -1;
    }

    ngx_cpystrn(path, name->data, len + 1);

    cln = ngx_pool_cleanup_add(cycle->pool, 0);
    if (cln == NULL) {
        return -1;
    }

    fd = open((char *) path, O_RDONLY|O_DIRECTORY|O_CLOEXEC);

    if (fd != -1) {
        cln->handler = ngx_http_gov_logs_close;
        cln->data = (void *) (intptr_t) fd;
    }

    return fd;
}


void
ngx_http_gov_logs(ngx_cycle_t *cycle, ngx_str_t *run)
{
    int               fd;
    u_char           *base, *p;
    size_t            len;
    ngx_uint_t        i;
    ngx_list_part_t  *part;
    ngx_open_file_t  *file;

    part = &cycle->open_files.part;
    file = part->elts;

    for (i = 0; /* void */ ; i++) {

        if (i >= part->nelts) {
            if (part->next == NULL) {
                break;
            }

            part = part->next;
            file = part->elts;
            i = 0;
        }

        if (file[i].name.len <= run->len
            || ngx_strncmp(file[i].name.data, run->data, run->len) != 0
            || file[i].name.data[run->len] != '/')
        {
            continue;
        }

        base = file[i].name.data + file[i].name.len;

        while (base[-1] != '/') {
            base--;
        }

        len = file[i].name.data + file[i].name.len - base;

        fd = ngx_http_gov_logs_dir(cycle, &file[i].name,
                                   base - file[i].name.data - 1);
        p = ngx_pnalloc(cycle->pool, sizeof(NGX_HTTP_GOV_LOGS_PATH)
                                     + NGX_INT_T_LEN + 1 + len);

        if (fd == -1 || p == NULL) {
            ngx_log_error(NGX_LOG_WARN, cycle->log, ngx_errno,
                          "workers may not be able to reopen \"%V\"",
                          &file[i].name);
            continue;
        }

        file[i].name.len = ngx_sprintf(p, NGX_HTTP_GOV_LOGS_PATH "%d/%*s%Z",
                                       fd, len, base)
                           - p - 1;
        file[i].name.data = p;
    }
}
