#include "gov_sample_out.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>


#define GOV_SAMPLE_OUT_DOCS 100 /* documents to a file */


/* file names begin with a letter of their kind */
static const char gov_sample_out_letter[GOV_KIND_MAX] = {
    [GOV_KIND_TOPIC] = 't',      [GOV_KIND_CHECKLIST] = 'c',
    [GOV_KIND_ITEM] = 'i',       [GOV_KIND_MATERIAL] = 'm',
    [GOV_KIND_KNOWLEDGE] = 'k',  [GOV_KIND_PARAMETER] = 'v',
    [GOV_KIND_FACT] = 'f',       [GOV_KIND_PLACE] = 'p',
    [GOV_KIND_DEPARTMENT] = 'd', [GOV_KIND_TOWN] = 'w',
};


static void
gov_sample_out_fail(gov_sample_out_t *out, const char *path, const char *what,
                    int err)
{
    if (!out->failed) {
        gov_report_add(out->report, GOV_ERROR, path, 0, NULL, "%s: %s", what,
                       strerror(err));
        out->failed = true;
    }
}


/* The path of a file of the tree, or of the kind's folder; false: too long. */

static bool
gov_sample_out_path(gov_sample_out_t *out, bool folder, char *path)
{
    int n;

    n = snprintf(path, PATH_MAX, "%s/%s", out->dir, gov_kinds[out->kind].name);

    if (!folder && n >= 0 && n < PATH_MAX) {
        n += snprintf(path + n, (size_t)(PATH_MAX - n), "/%c-%05zu.json",
                      gov_sample_out_letter[out->kind], out->nfile);
    }

    if (n < 0 || n >= PATH_MAX) {
        gov_sample_out_fail(out, out->dir, "cannot be written", ENAMETOOLONG);
        return false;
    }

    return true;
}


void
gov_sample_out_kind(gov_sample_out_t *out, gov_kind_e kind)
{
    char path[PATH_MAX];

    out->kind = kind;
    out->nfile = 0;
    out->ndocs = 0;

    if (!out->failed && gov_sample_out_path(out, true, path)
        && mkdir(path, 0777) == -1)
    {
        gov_sample_out_fail(out, path, "the folder cannot be made", errno);
    }
}


static void
gov_sample_out_write(gov_sample_out_t *out)
{
    int   err;
    char  path[PATH_MAX];
    FILE *fp;

    gov_buf_puts(&out->buf, "\n]\n");

    if (out->buf.failed) {
        gov_sample_out_fail(out, out->dir, "cannot be written", ENOMEM);
    }

    if (out->failed || !gov_sample_out_path(out, false, path)) {
        return;
    }

    fp = fopen(path, "wxe");
    if (fp == NULL) {
        gov_sample_out_fail(out, path, "cannot be made", errno);
        return;
    }

    errno = EIO;
    err =
        fwrite(out->buf.data, 1, out->buf.len, fp) < out->buf.len ? errno : 0;

    if (fclose(fp) != 0 && err == 0) {
        err = errno;
    }

    if (err != 0) {
        gov_sample_out_fail(out, path, "cannot be written", err);
    }

    out->buf.len = 0;
    out->nfile++;
    out->ndocs = 0;
}


int
gov_sample_out_end(gov_sample_out_t *out)
{
    if (out->ndocs > 0) {
        gov_sample_out_write(out);
    }

    return out->failed ? -1 : 0;
}


void
gov_sample_out_doc(gov_sample_out_t *out)
{
    if (out->ndocs == GOV_SAMPLE_OUT_DOCS) {
        gov_sample_out_write(out);
    }

    gov_buf_puts(&out->buf, out->ndocs == 0 ? "[\n{" : ",\n{");

    out->ndocs++;
    out->depth = 1;
    out->flat = 0;
    out->first = true;
}


void
gov_sample_out_doc_end(gov_sample_out_t *out)
{
    gov_buf_puts(&out->buf, "\n}");
}


static void
gov_sample_out_line(gov_sample_out_t *out)
{
    unsigned i;

    gov_buf_putc(&out->buf, '\n');

    for (i = 0; i < out->depth; i++) {
        gov_buf_putc(&out->buf, ' ');
    }
}


static void
gov_sample_out_key(gov_sample_out_t *out, const char *key)
{
    if (!out->first) {
        gov_buf_puts(&out->buf, out->flat > 0 ? ", " : ",");
    }

    if (out->flat == 0) {
        gov_sample_out_line(out);
    }

    if (key != NULL) {
        gov_buf_json(&out->buf, key, strlen(key));
        gov_buf_puts(&out->buf, ": ");
    }

    out->first = false;
}


void
gov_sample_out_open(gov_sample_out_t *out, const char *key, char bracket)
{
    gov_sample_out_key(out, key);
    gov_buf_putc(&out->buf, bracket);

    out->depth++;
    out->first = true;
}


void
gov_sample_out_close(gov_sample_out_t *out, char bracket)
{
    out->depth--;

    if (out->flat == 0) {
        gov_sample_out_line(out);
    }

    gov_buf_putc(&out->buf, bracket);
    out->first = false;
}


void
gov_sample_out_open_flat(gov_sample_out_t *out, const char *key, char bracket)
{
    gov_sample_out_open(out, key, bracket);
    out->flat++;
}


void
gov_sample_out_close_flat(gov_sample_out_t *out, char bracket)
{
    gov_sample_out_close(out, bracket);
    out->flat--;
}


void
gov_sample_out_str(gov_sample_out_t *out, const char *key, const char *value)
{
    gov_sample_out_key(out, key);
    gov_buf_json(&out->buf, value, strlen(value));
}


void
gov_sample_out_int(gov_sample_out_t *out, const char *key, long value)
{
    gov_sample_out_key(out, key);
    gov_buf_printf(&out->buf, "%ld", value);
}


void
gov_sample_out_bool(gov_sample_out_t *out, const char *key, bool value)
{
    gov_sample_out_raw(out, key, value ? "true" : "false");
}


void
gov_sample_out_buf(gov_sample_out_t *out, const char *key, gov_buf_t *value)
{
    gov_sample_out_key(out, key);

    if (value->failed) {
        gov_sample_out_fail(out, out->dir, "cannot be written", ENOMEM);
        return;
    }

    gov_buf_json(&out->buf, value->data == NULL ? "" : value->data,
                 value->len);
    value->len = 0;
}


void
gov_sample_out_raw(gov_sample_out_t *out, const char *key, const char *json)
{
    gov_sample_out_key(out, key);
    gov_buf_puts(&out->buf, json);
}


void
gov_sample_out_printf(gov_sample_out_t *out, const char *key, const char *fmt,
                      ...)
{
    char    value[81];
    va_list args;

    va_start(args, fmt);
    vsnprintf(value, sizeof(value), fmt, args);
    va_end(args);

    gov_sample_out_str(out, key, value);
}
