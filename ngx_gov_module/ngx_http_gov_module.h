/*
 * The shell: what the parts of the module share.
 */

#ifndef _NGX_HTTP_GOV_MODULE_H_INCLUDED_
#define _NGX_HTTP_GOV_MODULE_H_INCLUDED_

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "activate/gov_agent.h"
#include "activate/gov_run.h"
#include "core/gov_trace.h"
#include "snapshot/gov_snapshot.h"

#include "http/ngx_http_gov_compat.h"
#include "http/ngx_http_gov_metrics.h"


typedef struct {
    ngx_str_t                    run;              /* gov_run */
    ngx_uint_t                   live_generations; /* gov_live_generations */
    ngx_msec_t                   deadline;     /* gov_activation_deadline */
    ngx_shm_zone_t              *metrics;

    gov_run_t                    dirs;
} ngx_http_gov_main_conf_t;


typedef struct {
    time_t                       max_age;          /* gov_max_age */
    ngx_str_t                    cache_control;    /* with the whole of it */
    ngx_str_t                    token;            /* gov_admin: the secret */
} ngx_http_gov_loc_conf_t;


/* One worker's state; a worker serves one configuration from birth to end. */
typedef struct {
    gov_agent_t                 *agent;            /* NULL: not configured */
    gov_trace_t                  trace;
    ngx_http_gov_counters_t     *counters;         /* of this worker's slot */
    ngx_queue_t                  pins;             /* oldest first */
    ngx_queue_t                  jobs;             /* admin jobs running */
    ngx_connection_t            *wake;
    ngx_event_t                  expire;
    ngx_log_t                   *log;
} ngx_http_gov_worker_t;


/* What a request of ours carries from its handler to the access log. */
typedef struct {
    char                         trace[GOV_TRACE_LEN];
    char                         flags[2];         /* of its traceparent */
    gov_live_t                  *live;             /* pinned, or NULL */
    ngx_str_t                    allow;            /* what a 405 says */
} ngx_http_gov_ctx_t;


#define gov_to_ngx(s)  { (s).len, (u_char *) (s).data }

static ngx_inline gov_str_t
ngx_http_gov_str(ngx_str_t s)
{
    return (gov_str_t){ (char *) s.data, s.len };
}


extern ngx_module_t           ngx_http_gov_module;
extern ngx_http_gov_worker_t  ngx_http_gov_worker;


/* content: handlers of "gov;" */

ngx_int_t ngx_http_gov_handler(ngx_http_request_t *r);
ngx_int_t ngx_http_gov_health(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx);

/* admin: handler of "gov_admin FILE;", and the end of what it started */

ngx_int_t ngx_http_gov_admin_handler(ngx_http_request_t *r);
ngx_int_t ngx_http_gov_admin_switch(ngx_http_request_t *r,
    ngx_http_gov_ctx_t *ctx, const char *name, uint64_t back_to);
void ngx_http_gov_admin_finish(void);
void ngx_http_gov_admin_wait(void);

/* query: the key of a request's reply */

typedef enum {
    NGX_HTTP_GOV_QUERY_OK = 0,
    NGX_HTTP_GOV_QUERY_PATH,        /* a path that is none of ours */
    NGX_HTTP_GOV_QUERY_UNKNOWN,     /* a parameter this route does not have */
    NGX_HTTP_GOV_QUERY_BAD,         /* a value that is none, or given twice */
    NGX_HTTP_GOV_QUERY_TOWN         /* no such town */
} ngx_http_gov_query_e;

typedef struct {
    gov_str_t                    key;
    gov_str_t                    cursor;
    u_char                       buf[GOV_KEY_MAX];
} ngx_http_gov_query_t;

ngx_http_gov_query_e ngx_http_gov_query(ngx_http_request_t *r,
    const gov_snapshot_t *snap, ngx_http_gov_query_t *query);

/* reply */

ngx_http_gov_ctx_t *ngx_http_gov_begin(ngx_http_request_t *r);
ngx_table_elt_t *ngx_http_gov_header(ngx_http_request_t *r, ngx_str_t name,
    ngx_str_t value);
ngx_int_t ngx_http_gov_headers(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_str_t cache_control);
ngx_int_t ngx_http_gov_send(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_uint_t status, ngx_str_t type, ngx_str_t body,
    ngx_http_gov_class_e class);

/* problem: RFC 9457 */

typedef enum {
    NGX_HTTP_GOV_NOT_FOUND = 0,
    NGX_HTTP_GOV_NOT_IN_FORCE,
    NGX_HTTP_GOV_CURSOR_GONE,
    NGX_HTTP_GOV_BAD_PARAMETER,
    NGX_HTTP_GOV_BAD_VALUE,
    NGX_HTTP_GOV_BAD_TOWN,
    NGX_HTTP_GOV_NOT_ALLOWED,
    NGX_HTTP_GOV_NOT_ACCEPTABLE,
    NGX_HTTP_GOV_PRECONDITION,
    NGX_HTTP_GOV_RANGE,
    NGX_HTTP_GOV_UNAVAILABLE,
    NGX_HTTP_GOV_UNAUTHORIZED,
    NGX_HTTP_GOV_CONFLICT,
    NGX_HTTP_GOV_UNPROCESSABLE,
    NGX_HTTP_GOV_BAD_REQUEST,
    NGX_HTTP_GOV_FORBIDDEN,
    NGX_HTTP_GOV_TOO_LARGE,
    NGX_HTTP_GOV_URI_TOO_LONG,
    NGX_HTTP_GOV_VERSION,
    NGX_HTTP_GOV_BAD_GATEWAY,
    NGX_HTTP_GOV_GATEWAY_TIMEOUT,
    NGX_HTTP_GOV_INTERNAL,
    NGX_HTTP_GOV_PROBLEM_MAX
} ngx_http_gov_problem_e;

/* detail: a sentence of its own for this occurrence, or NULL. */
ngx_int_t ngx_http_gov_problem(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_problem_e problem, const char *detail,
    ngx_http_gov_class_e class);
void ngx_http_gov_problem_init(void);
ngx_int_t ngx_http_gov_problem_handler(ngx_http_request_t *r);

/* pin */

ngx_int_t ngx_http_gov_pin(ngx_http_request_t *r, gov_live_t *live);
void ngx_http_gov_cut(gov_live_t *live);

/* logs: can be reopened by workers, wherever gov_run lies */

void ngx_http_gov_logs(ngx_cycle_t *cycle, ngx_str_t *run);

/* trace: variables */

ngx_int_t ngx_http_gov_add_variables(ngx_conf_t *cf);


#endif /* _NGX_HTTP_GOV_MODULE_H_INCLUDED_ */
