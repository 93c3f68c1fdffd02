/*
 * Counting, and the counts as Prometheus text.
 */

#include "ngx_http_gov_module.h"

#include "core/gov_buf.h"


/* what a count of a status stands under; 0: any other */

static const ngx_uint_t  ngx_http_gov_statuses[NGX_HTTP_GOV_STATUSES] = {
    200, 206, 304, 400, 401, 404, 405, 406, 409, 410, 412, 416, 422, 500, 503,
    0
};


static ngx_int_t
ngx_http_gov_metrics_init(ngx_shm_zone_t *zone, void *data)
{
    ngx_slab_pool_t  *pool;

    if (data) {
        zone->data = data; /* a reload: the counts go on */
        return NGX_OK;
    }

    pool = (ngx_slab_pool_t *) zone->shm.addr;

    if (zone->shm.exists) {
        zone->data = pool->data;
        return NGX_OK;
    }

    zone->data = ngx_slab_calloc(pool, GOV_WORKERS_MAX
                                       * sizeof(ngx_http_gov_counters_t));
    if (zone->data == NULL) {
        return NGX_ERROR;
    }

    pool->data = zone->data;

    return NGX_OK;
}


ngx_shm_zone_t *
ngx_http_gov_metrics_zone(ngx_conf_t *cf)
{
    size_t           size;
    ngx_str_t        name;
    ngx_shm_zone_t  *zone;

    ngx_str_set(&name, "gov_metrics");

    /* the slab's own pages, one per 64 of ours and a few, are on top */

    size = GOV_WORKERS_MAX * sizeof(ngx_http_gov_counters_t);
    size = ngx_align(size + size / 16 + 16 * ngx_pagesize, ngx_pagesize);

    zone = ngx_shared_memory_add(cf, &name, size, &ngx_http_gov_module);
    if (zone != NULL) {
        zone->init = ngx_http_gov_metrics_init;
    }

    return zone;
}


ngx_http_gov_counters_t *
ngx_http_gov_metrics_slot(ngx_shm_zone_t *zone, ngx_uint_t slot)
{
    return (ngx_http_gov_counters_t *) zone->data + slot;
}


static ngx_uint_t
ngx_http_gov_status_index(ngx_uint_t status)
{
    ngx_uint_t  i;

    for (i = 0; i < NGX_HTTP_GOV_STATUSES - 1; i++) {
        if (ngx_http_gov_statuses[i] == status) {
            break;
        }
    }

    return i;
}


void
ngx_http_gov_count(ngx_http_request_t *r, ngx_http_gov_class_e class,
    ngx_uint_t coding)
{
    ngx_http_gov_counters_t  *counters;

    counters = ngx_http_gov_worker.counters;

    counters->requests[class][ngx_http_gov_status_index(
                                  r->headers_out.status)]++;

    if (!r->header_only && r->headers_out.content_length_n > 0) {
        counters->bytes[coding] += r->headers_out.content_length_n;
    }
}


static void
ngx_http_gov_metrics_class(gov_buf_t *out, ngx_uint_t class)
{
    switch (class) {

    case NGX_HTTP_GOV_CLASS_HEALTH:
        gov_buf_puts(out, "health");
        return;

    case NGX_HTTP_GOV_CLASS_ADMIN:
        gov_buf_puts(out, "admin");
        return;

    case NGX_HTTP_GOV_CLASS_OTHER:
        gov_buf_puts(out, "other");
        return;

    default:
        gov_buf_printf(out, "%s%s", gov_kinds[class / 2].name,
                       class % 2 ? "-list" : "");
    }
}


static void
ngx_http_gov_metrics_help(gov_buf_t *out, const char *name, const char *type,
    const char *help)
{
    gov_buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name,
                   type);
}


static void
ngx_http_gov_metrics_requests(gov_buf_t *out,
    const ngx_http_gov_counters_t *sum)
{
    ngx_uint_t  class, status;

    ngx_http_gov_metrics_help(out, "gov_requests_total", "counter",
                              "Replies by route class and status.");

    for (class = 0; class < NGX_HTTP_GOV_CLASS_MAX; class++) {
        for (status = 0; status < NGX_HTTP_GOV_STATUSES; status++) {

            if (sum->requests[class][status] == 0) {
                continue;
            }

            gov_buf_puts(out, "gov_requests_total{route=\"");
            ngx_http_gov_metrics_class(out, class);

            if (ngx_http_gov_statuses[status] == 0) {
                gov_buf_puts(out, "\",status=\"other\"} ");

            } else {
                gov_buf_printf(out, "\",status=\"%u\"} ",
                               (unsigned) ngx_http_gov_statuses[status]);
            }

            gov_buf_printf(out, "%llu\n",
                           (unsigned long long) sum->requests[class][status]);
        }
    }
}


static void
ngx_http_gov_metrics_one(gov_buf_t *out, const char *name, const char *type,
    const char *help, double value)
{
    ngx_http_gov_metrics_help(out, name, type, help);
    gov_buf_printf(out, "%s %.15g\n", name, value);
}


static void
ngx_http_gov_metrics_sum(ngx_shm_zone_t *zone, const gov_state_t *state,
    ngx_http_gov_counters_t *sum, ngx_uint_t *workers)
{
    uint64_t                  pid;
    ngx_uint_t                i, k, slot;
    ngx_http_gov_counters_t  *one;

    ngx_memzero(sum, sizeof(ngx_http_gov_counters_t));
    *workers = 0;

    for (slot = 0; slot < GOV_WORKERS_MAX; slot++) {
        one = ngx_http_gov_metrics_slot(zone, slot);

        for (i = 0; i < NGX_HTTP_GOV_CLASS_MAX; i++) {
            for (k = 0; k < NGX_HTTP_GOV_STATUSES; k++) {
                sum->requests[i][k] += one->requests[i][k];
            }
        }

        for (i = 0; i < GOV_CODING_MAX; i++) {
            sum->bytes[i] += one->bytes[i];
        }

        sum->cut += one->cut;

        /* a worker that was killed leaves its gauges behind */

        pid = atomic_load(&state->file->workers[slot].pid);

        if (pid != 0 && gov_state_alive(state, slot)) {
            (*workers)++;

            if (pid == one->pid) {
                sum->live = ngx_max(sum->live, one->live);
                sum->pinned += one->pinned;
            }
        }
    }
}


ngx_int_t
ngx_http_gov_metrics_text(ngx_pool_t *pool, ngx_shm_zone_t *zone,
    ngx_str_t *text)
{
    char                      err[GOV_REASON_MAX];
    gov_buf_t                 out = GOV_BUF_INIT;
    ngx_uint_t                i, workers;
    gov_agent_t              *agent;
    gov_state_t               state;
    ngx_http_gov_counters_t  *sum;

    agent = ngx_http_gov_worker.agent;

    sum = ngx_palloc(pool, sizeof(ngx_http_gov_counters_t));
    if (sum == NULL) {
        return NGX_ERROR;
    }

    /* through an opening of its own: a lock is not seen by its holder */

    if (gov_state_open(&state, agent->run, 0, err, sizeof(err)) != 0) {
        return NGX_ERROR;
    }

    ngx_http_gov_metrics_sum(zone, &state, sum, &workers);
    gov_state_close(&state);

    ngx_http_gov_metrics_requests(&out, sum);

    ngx_http_gov_metrics_help(&out, "gov_sent_bytes_total", "counter",
                              "Body bytes of replies by coding.");

    for (i = 0; i < GOV_CODING_MAX; i++) {
        gov_buf_printf(&out, "gov_sent_bytes_total{coding=\"%s\"} %llu\n",
                       gov_coding_names[i].data,
                       (unsigned long long) sum->bytes[i]);
    }

    ngx_http_gov_metrics_one(&out, "gov_activation_sequence", "gauge",
                             "Sequence number of what is active; 0: nothing.",
                             (double) gov_state_seq(&agent->state));
    ngx_http_gov_metrics_one(&out, "gov_workers", "gauge",
                             "Live workers of all cycles.", workers);
    ngx_http_gov_metrics_one(&out, "gov_live_generations", "gauge",
                             "Generations mapped, in the worker with most.",
                             (double) sum->live);
    ngx_http_gov_metrics_one(&out, "gov_pinned_replies", "gauge",
                             "Replies that still point into a generation.",
                             (double) sum->pinned);
    ngx_http_gov_metrics_one(&out, "gov_readers_cut_total", "counter",
                             "Connections closed by gov_live_generations.",
                             (double) sum->cut);
    ngx_http_gov_metrics_one(&out, "gov_activation_prepare_seconds", "gauge",
                             "The last activation: until all were ready.",
                             atomic_load(&agent->state.file->prepare_us)
                                 / 1e6);
    ngx_http_gov_metrics_one(&out, "gov_activation_switch_seconds", "gauge",
                             "The last activation: the whole call.",
                             atomic_load(&agent->state.file->switch_us)
                                 / 1e6);

    text->data = out.failed ? NULL : ngx_pnalloc(pool, out.len);

    if (text->data != NULL) {
        ngx_memcpy(text->data, out.data, out.len);
        text->len = out.len;
    }

    gov_buf_free(&out);

    return text->data == NULL ? NGX_ERROR : NGX_OK;
}
