/*
 * Counters of a worker slot, in a zone that survives reloads.
 *
 * Each slot has one writer, so counting is a plain add to memory nobody else
 * writes; a slot that is taken over counts on, so sums never go back.
 */

#ifndef _NGX_HTTP_GOV_METRICS_H_INCLUDED_
#define _NGX_HTTP_GOV_METRICS_H_INCLUDED_

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "content/gov_schema.h"
#include "snapshot/gov_format.h"


/* route classes: for each kind its list pages and its documents, then */

typedef enum {
    NGX_HTTP_GOV_CLASS_KINDS = 0,
    NGX_HTTP_GOV_CLASS_HEALTH = 2 * GOV_KIND_MAX,
    NGX_HTTP_GOV_CLASS_ADMIN,
    NGX_HTTP_GOV_CLASS_OTHER,
    NGX_HTTP_GOV_CLASS_MAX
} ngx_http_gov_class_e;

#define ngx_http_gov_class(kind, list)                                        \
    ((ngx_http_gov_class_e) (2 * (kind) + ((list) ? 1 : 0)))


#define NGX_HTTP_GOV_STATUSES  16

typedef struct {
    uint64_t  requests[NGX_HTTP_GOV_CLASS_MAX][NGX_HTTP_GOV_STATUSES];
    uint64_t  bytes[GOV_CODING_MAX];
    uint64_t  cut;             /* connections cut by the bound */

    /* gauges */

    uint64_t  live;            /* generations mapped */
    uint64_t  pinned;          /* replies pointing into them */
    uint64_t  pid;             /* 0: the gauges are of a worker that left */
} ngx_http_gov_counters_t;


/* The zone; called while the configuration is read. */
ngx_shm_zone_t *ngx_http_gov_metrics_zone(ngx_conf_t *cf);

/* The slot's counters. */
ngx_http_gov_counters_t *ngx_http_gov_metrics_slot(ngx_shm_zone_t *zone,
    ngx_uint_t slot);

/* Counts a reply whose header went out with r->headers_out.status. */
void ngx_http_gov_count(ngx_http_request_t *r, ngx_http_gov_class_e class,
    ngx_uint_t coding);

/* Prometheus text format 0.0.4, in memory of the pool. */
ngx_int_t ngx_http_gov_metrics_text(ngx_pool_t *pool, ngx_shm_zone_t *zone,
    ngx_str_t *text);


#endif /* _NGX_HTTP_GOV_METRICS_H_INCLUDED_ */
