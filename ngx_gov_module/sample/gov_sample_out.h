/*
 * gov_sample_out: JSON documents into the files of a content tree, a hundred
 * to a file.
 *
 * Values are appended to a buffer and written when a file is full.  A failure
 * is reported once, remembered, and makes the rest no-ops; gov_sample_out_end()
 * tells.  In arrays the key is NULL.
 */

#ifndef GOV_SAMPLE_OUT_H
#define GOV_SAMPLE_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "../core/gov_buf.h"
#include "../core/gov_report.h"
#include "../content/gov_schema.h"


typedef struct {
    const char   *dir;
    gov_report_t *report;
    gov_buf_t     buf; /* the file being made */
    gov_kind_e    kind;
    size_t        nfile;
    size_t        ndocs; /* in this file */
    unsigned      depth;
    unsigned      flat;  /* > 0: on one line, and so all below */
    bool          first; /* nothing stands in this object or array yet */
    bool          failed;
} gov_sample_out_t;


/* Starts the files of a kind; makes its folder. */
void gov_sample_out_kind(gov_sample_out_t *out, gov_kind_e kind);

/* Writes what is left of the kind.  0, or -1: something failed, here or
 * before. */
int gov_sample_out_end(gov_sample_out_t *out);

/* One document, from and to. */
void gov_sample_out_doc(gov_sample_out_t *out);
void gov_sample_out_doc_end(gov_sample_out_t *out);

/* bracket is '{' or '[', and '}' or ']'. */
void gov_sample_out_open(gov_sample_out_t *out, const char *key, char bracket);
void gov_sample_out_close(gov_sample_out_t *out, char bracket);

/* The same, all on one line. */
void gov_sample_out_open_flat(gov_sample_out_t *out, const char *key,
                              char bracket);
void gov_sample_out_close_flat(gov_sample_out_t *out, char bracket);

void gov_sample_out_str(gov_sample_out_t *out, const char *key,
                        const char *value);
void gov_sample_out_int(gov_sample_out_t *out, const char *key, long value);
void gov_sample_out_bool(gov_sample_out_t *out, const char *key, bool value);
/* The bytes of a buffer, as a string; empties it. */
void gov_sample_out_buf(gov_sample_out_t *out, const char *key,
                        gov_buf_t *value);
/* JSON as it is. */
void gov_sample_out_raw(gov_sample_out_t *out, const char *key,
                        const char *json);
/* A string by printf, ASCII, at most 80 bytes. */
void gov_sample_out_printf(gov_sample_out_t *out, const char *key,
                           const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));


#endif /* GOV_SAMPLE_OUT_H */
