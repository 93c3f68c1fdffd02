/*
 * An activation asked for over HTTP.  Switching blocks, for as long as the
 * slowest worker (this one included) takes to prepare, so it runs in a thread
 * of its own; the end of it comes back through the agent's wake-up.
 */

#include "ngx_http_gov_module.h"

#include "activate/gov_switch.h"
#include "core/gov_thread.h"


/* Not in the request's pool: the thread may outlive the request. */
typedef struct ngx_http_gov_job_s  ngx_http_gov_job_t;

struct ngx_http_gov_job_s {
    ngx_queue_t           queue;
    ngx_http_request_t   *request;    /* NULL: the client went away */
    ngx_http_gov_job_t  **link;       /* the request's pointer to the job */
    ngx_event_t           hold;       /* keeps a quitting worker here */
    const gov_run_t      *run;
    int                   wake;       /* the agent's descriptor */
    char                  name[GOV_SNAPSHOT_NAME_LEN + 1];
    gov_switch_t          what;
    gov_switch_result_t   result;
    _Atomic uint32_t      done;
};


static ngx_str_t  ngx_http_gov_switch_json = ngx_string("application/json");


static void *
ngx_http_gov_switch_thread(void *data)
{
    int                  wake;
    ngx_http_gov_job_t  *job;

    job = data;
    wake = job->wake;

    gov_switch(job->run, &job->what, &job->result);

    /* from here on the job is the loop's */

    atomic_store(&job->done, 1);
    (void) !write(wake, "", 1);

    return NULL;
}


static void
ngx_http_gov_switch_cleanup(void *data)
{
    ngx_http_gov_job_t  *job;

    job = *(ngx_http_gov_job_t **) data;

    if (job != NULL) {
        job->request = NULL;
    }
}


static void
ngx_http_gov_switch_hold(ngx_event_t *ev)
{
    ngx_log_error(NGX_LOG_WARN, ev->log, 0,
                  "an activation asked for over HTTP is still running");
    ngx_add_timer(ev, 2 * GOV_SWITCH_DEADLINE_MAX_MS);
}


/* Before a worker ends: what its threads use goes with it. */

void
ngx_http_gov_admin_wait(void)
{
    ngx_uint_t           ms;
    ngx_queue_t         *q;
    ngx_http_gov_job_t  *job;

    ms = 2 * GOV_SWITCH_DEADLINE_MAX_MS;

    for (q = ngx_queue_head(&ngx_http_gov_worker.jobs);
         q != ngx_queue_sentinel(&ngx_http_gov_worker.jobs);
         q = ngx_queue_next(q))
    {
        job = ngx_queue_data(q, ngx_http_gov_job_t, queue);

        while (!atomic_load(&job->done) && ms > 0) {
            ngx_msleep(1);
            ms--;
        }
    }
}


static ngx_int_t
ngx_http_gov_switch_reply(ngx_http_request_t *r, gov_switch_result_t *result)
{
    u_char              *p;
    ngx_str_t            body;
    ngx_http_gov_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_gov_module);

    switch (result->code) {

    case GOV_SWITCH_OK:
    case GOV_SWITCH_UNCHANGED:
        break;

    case GOV_SWITCH_UNKNOWN:
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_FOUND,
                                    result->reason, NGX_HTTP_GOV_CLASS_ADMIN);

    case GOV_SWITCH_BROKEN:
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_UNPROCESSABLE,
                                    result->reason, NGX_HTTP_GOV_CLASS_ADMIN);

    case GOV_SWITCH_FAILED:
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_UNAVAILABLE,
                                    result->reason, NGX_HTTP_GOV_CLASS_ADMIN);

    default:
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_CONFLICT,
                                    result->reason, NGX_HTTP_GOV_CLASS_ADMIN);
    }

    p = ngx_pnalloc(r->pool, 512);
    if (p == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    body.data = p;
    body.len = ngx_snprintf(p, 512,
                            "{\"result\":\"%s\",\"sequence\":%uL,"
                            "\"generation\":\"%s\",\"workers\":%ud,"
                            "\"prepareMicros\":%uD,\"switchMicros\":%uD}\n",
                            gov_switch_word(result->code), result->seq,
                            result->name, result->workers, result->prepare_us,
                            result->switch_us)
               - p;

    return ngx_http_gov_send(r, ctx, NGX_HTTP_OK, ngx_http_gov_switch_json,
                             body, NGX_HTTP_GOV_CLASS_ADMIN);
}


void
ngx_http_gov_admin_finish(void)
{
    ngx_queue_t         *q, *next;
    ngx_connection_t    *c;
    ngx_http_request_t  *r;
    ngx_http_gov_job_t  *job;

    for (q = ngx_queue_head(&ngx_http_gov_worker.jobs);
         q != ngx_queue_sentinel(&ngx_http_gov_worker.jobs);
         q = next)
    {
        next = ngx_queue_next(q);
        job = ngx_queue_data(q, ngx_http_gov_job_t, queue);

        if (!atomic_load(&job->done)) {
            continue;
        }

        ngx_queue_remove(q);

        if (job->hold.timer_set) {
            ngx_del_timer(&job->hold);
        }

        ngx_log_error(NGX_LOG_NOTICE, ngx_http_gov_worker.log, 0,
                      "activation over HTTP: %s, sequence %uL%s%s",
                      gov_switch_word(job->result.code), job->result.seq,
                      job->result.reason[0] ? ": " : "", job->result.reason);

        r = job->request;

        if (r != NULL) {
            *job->link = NULL;
            c = r->connection;
            ngx_http_finalize_request(
                r, ngx_http_gov_switch_reply(r, &job->result));
            ngx_http_run_posted_requests(c);
        }

        ngx_free(job);
    }
}


ngx_int_t
ngx_http_gov_admin_switch(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    const char *name, uint64_t back_to)
{
    ngx_pool_cleanup_t         *cln;
    ngx_http_gov_job_t         *job;
    ngx_http_gov_main_conf_t   *gmcf;

    gmcf = ngx_http_get_module_main_conf(r, ngx_http_gov_module);

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_gov_job_t *));
    if (cln == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    *(ngx_http_gov_job_t **) cln->data = NULL;
    cln->handler = ngx_http_gov_switch_cleanup;

    job = ngx_calloc(sizeof(ngx_http_gov_job_t), r->connection->log);
    if (job == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (name != NULL) {
        ngx_cpystrn((u_char *) job->name, (u_char *) name, sizeof(job->name));
        job->what.name = job->name;
    }

    job->what.back_to = back_to;
    job->what.note = "over HTTP";
    job->what.deadline_ms = gmcf->deadline;
    job->run = &gmcf->dirs;
    job->wake = gov_agent_fd(ngx_http_gov_worker.agent);
    job->request = r;

    job->hold.handler = ngx_http_gov_switch_hold;
    job->hold.data = job;
    job->hold.log = ngx_http_gov_worker.log;
    ngx_add_timer(&job->hold, 2 * GOV_SWITCH_DEADLINE_MAX_MS);

    if (!gov_thread_start(ngx_http_gov_switch_thread, job)) {
        ngx_del_timer(&job->hold);
        ngx_free(job);
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_UNAVAILABLE,
                                    "no thread can be started",
                                    NGX_HTTP_GOV_CLASS_ADMIN);
    }

    job->link = cln->data;
    *job->link = job;
    ngx_queue_insert_tail(&ngx_http_gov_worker.jobs, &job->queue);

    r->main->count++;
    r->read_event_handler = ngx_http_test_reading;
    r->write_event_handler = ngx_http_request_empty_handler;

    return NGX_DONE;
}
