/*
 * Replies point into mapped generations; a pin keeps the mapping until the
 * request's pool, and with it every buffer and log line, is gone.
 */

#include "ngx_http_gov_module.h"


typedef struct {
    ngx_queue_t          queue;
    gov_live_t          *live;
    ngx_http_request_t  *request;
    unsigned             cut:1;
} ngx_http_gov_pin_t;


static void
ngx_http_gov_unpin(void *data)
{
    ngx_http_gov_pin_t     *pin;
    ngx_http_gov_worker_t  *worker;

    pin = data;
    worker = &ngx_http_gov_worker;

    ngx_queue_remove(&pin->queue);
    worker->counters->pinned--;

    gov_agent_unpin(worker->agent, pin->live);
    worker->counters->live = worker->agent->nlive;
}


ngx_int_t
ngx_http_gov_pin(ngx_http_request_t *r, gov_live_t *live)
{
    ngx_pool_cleanup_t  *cln;
    ngx_http_gov_pin_t  *pin;

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_gov_pin_t));
    if (cln == NULL) {
        return NGX_ERROR;
    }

    pin = cln->data;
    pin->live = live;
    pin->request = r;
    pin->cut = 0;

    gov_agent_pin(live);
    ngx_queue_insert_tail(&ngx_http_gov_worker.pins, &pin->queue);
    ngx_http_gov_worker.counters->pinned++;

    cln->handler = ngx_http_gov_unpin;

    return NGX_OK;
}


/*
 * A timeout is nginx's own way out of a peer that does not move: raising it
 * lets every protocol tidy up after itself.  While a reply is being sent that
 * is the write timeout; once it is out, and only the rest of the request's
 * body is waited for, the read timeout.
 */
void
ngx_http_gov_cut(gov_live_t *live)
{
    ngx_queue_t         *q;
    ngx_event_t         *ev;
    ngx_connection_t    *c;
    ngx_http_gov_pin_t  *pin;

    for (q = ngx_queue_head(&ngx_http_gov_worker.pins);
         q != ngx_queue_sentinel(&ngx_http_gov_worker.pins);
         q = ngx_queue_next(q))
    {
        pin = ngx_queue_data(q, ngx_http_gov_pin_t, queue);

        if (pin->live != live || pin->cut) {
            continue;
        }

        pin->cut = 1;
        c = pin->request->connection;
        ev = pin->request->done ? c->read : c->write;

#if (NGX_HTTP_V2)
        if (pin->request->stream) {
            c = pin->request->stream->connection->connection;
            ev = c->write;
        }
#endif

        ngx_log_error(NGX_LOG_WARN, c->log, 0,
                      "reader cut off: it still reads generation %s, and "
                      "newer ones have used up gov_live_generations",
                      live->label);

        ngx_http_gov_worker.counters->cut++;

        /* held back by limit_rate, a timeout would only mean: go on */

        ev->delayed = 0;
        ev->timedout = 1;
        ngx_post_event(ev, &ngx_posted_events);
    }
}
