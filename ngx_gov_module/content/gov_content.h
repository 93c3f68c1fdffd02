/*
 * gov_content: a content tree in memory.
 *
 * A tree is a directory with one folder per kind (gov_schema.h); each *.json
 * file in it holds one document or an array of documents, UTF-8 without BOM.
 * Files are read in the byte order of their names, so a load is deterministic.
 * Hidden files are passed over; a folder or file of another name is an error.
 *
 * Loading checks only what it needs: that every file is JSON without
 * duplicate keys, that every document is an object with a well-formed id, that
 * no id stands twice in a kind, and the validity dates.  The rest is
 * gov_lint.h's.
 */

#ifndef GOV_CONTENT_H
#define GOV_CONTENT_H

#include <stdint.h>

#include <jansson.h>

#include "../core/gov_arena.h"
#include "../core/gov_report.h"
#include "gov_schema.h"


typedef struct {
    gov_kind_e  kind;
    const char *id;
    const char *file;       /* as given to people: DIR/kind/name.json */
    int         index;      /* place in the file's array; -1: no array */
    json_t     *json;       /* borrowed: the tree owns it; an object */
    int64_t     valid_from; /* Unix seconds; GOV_TIME_MIN: since ever */
    int64_t     valid_to;   /* first second it no longer holds (validTo is
                               inclusive); GOV_TIME_MAX: for ever */
} gov_doc_t;

typedef struct {
    gov_arena_t *arena;
    gov_doc_t   *docs; /* ordered by kind, then id by bytes */
    size_t       ndocs;
    size_t       first[GOV_KIND_MAX + 1]; /* docs of kind k: first[k] up to
                                             first[k + 1] */
    json_t      *roots; /* array: keeps every parsed file alive */
    const char  *text;  /* gov_content_parse(): a copy of the text, for the
                           lines of faults; NULL: read the file again */
    size_t       text_len;
    bool         lost[GOV_KIND_MAX]; /* documents of this kind could not be
                                        loaded, so a missing one is no news */
} gov_content_t;


/*
 * Reads the tree.  Faults go to the report, each at its line; documents
 * without faults are loaded all the same, so that one run finds everything.
 * NULL only when the directory cannot be read or memory ran out, which the
 * report says too.  Owner: the caller, gov_content_free().
 */
gov_content_t *gov_content_load(const char *dir, gov_report_t *report);

/*
 * The same from one buffer holding one file's text, as kind; for tests and
 * the fuzzer.  file names it in reports.
 */
gov_content_t *gov_content_parse(gov_kind_e kind, const char *file,
                                 const char *text, size_t len,
                                 gov_report_t *report);

void gov_content_free(gov_content_t *content);

/* The document, or NULL. */
const gov_doc_t *gov_content_find(const gov_content_t *content,
                                  gov_kind_e kind, const char *id);


#endif /* GOV_CONTENT_H */
