/*
 * The operators' listener: what is active, and changing it.
 *
 *   GET  /admin/generations                 what was active since when
 *   POST /admin/generations/{name}/activate
 *   POST /admin/rollback[?to=SEQ]
 *   GET  /admin/metrics                     Prometheus text
 *
 * Every request carries "Authorization: Bearer TOKEN".
 */

#include "ngx_http_gov_module.h"

#include "activate/gov_switch.h"
#include "core/gov_buf.h"
#include "core/gov_time.h"


static ngx_str_t  ngx_http_gov_admin_json = ngx_string("application/json");
static ngx_str_t  ngx_http_gov_admin_text =
    ngx_string("text/plain; version=0.0.4; charset=utf-8");

#define ngx_http_gov_admin_is(r, path)                                        \
    ((r)->uri.len == sizeof(path) - 1                                         \
     && ngx_memcmp((r)->uri.data, path, sizeof(path) - 1) == 0)


/* the time it takes says nothing about where the first difference is */

static ngx_uint_t
ngx_http_gov_admin_equal(ngx_str_t one, ngx_str_t two)
{
    u_char  differs;
    size_t  i;

    if (one.len != two.len) {
        return 0;
    }

    for (i = 0, differs = 0; i < one.len; i++) {
        differs |= one.data[i] ^ two.data[i];
    }

    return differs == 0;
}


static ngx_uint_t
ngx_http_gov_admin_allowed(ngx_http_request_t *r)
{
    ngx_str_t                 given;
    ngx_http_gov_loc_conf_t  *glcf;

    if (r->headers_in.authorization == NULL) {
        return 0;
    }

    given = r->headers_in.authorization->value;

    if (given.len < sizeof("Bearer ") - 1
        || ngx_strncasecmp(given.data, (u_char *) "Bearer ",
                           sizeof("Bearer ") - 1) != 0)
    {
        return 0;
    }

    given.data += sizeof("Bearer ") - 1;
    given.len -= sizeof("Bearer ") - 1;

    while (given.len > 0 && given.data[0] == ' ') {
        given.data++;
        given.len--;
    }

    glcf = ngx_http_get_module_loc_conf(r, ngx_http_gov_module);

    return ngx_http_gov_admin_equal(given, glcf->token);
}


static void
ngx_http_gov_admin_record(gov_buf_t *out, const gov_record_t *record,
    ngx_uint_t active)
{
    char  name[GOV_SNAPSHOT_NAME_LEN + 1], when[GOV_TIME_RFC3339_LEN + 1];

    gov_hex(record->generation, GOV_SHA256_LEN, name);
    gov_time_rfc3339(record->activated_at, when);

    gov_buf_printf(out, "{\"sequence\":%llu,\"generation\":\"%s\","
                        "\"activatedAt\":\"%s\",\"active\":%s",
                   (unsigned long long) record->seq, name, when,
                   active ? "true" : "false");

    if (record->repeats != 0) {
        gov_buf_printf(out, ",\"repeats\":%llu",
                       (unsigned long long) record->repeats);
    }

    if (record->note[0] != '\0') {
        gov_buf_puts(out, ",\"note\":");
        gov_buf_json(out, record->note, ngx_strlen(record->note));
    }

    gov_buf_putc(out, '}');
}


static ngx_int_t
ngx_http_gov_admin_list(ngx_http_request_t *r, ngx_str_t *body)
{
    uint64_t      seq, active, last;
    gov_buf_t     out = GOV_BUF_INIT;
    gov_agent_t  *agent;
    gov_record_t  record;

    agent = ngx_http_gov_worker.agent;
    active = gov_state_seq(&agent->state);
    last = active > GOV_RECORDS_MAX ? active - GOV_RECORDS_MAX : 0;

    gov_buf_puts(&out, "{\"generations\":[");

    for (seq = active; seq > last; seq--) {
        if (gov_state_record(&agent->state, seq, &record)) {
            if (seq != active) {
                gov_buf_putc(&out, ',');
            }

            ngx_http_gov_admin_record(&out, &record, seq == active);
        }
    }

    gov_buf_puts(&out, "]}\n");

    body->data = out.failed ? NULL : ngx_pnalloc(r->pool, out.len);

    if (body->data != NULL) {
        ngx_memcpy(body->data, out.data, out.len);
        body->len = out.len;
    }

    gov_buf_free(&out);

    return body->data == NULL ? NGX_ERROR : NGX_OK;
}


static ngx_int_t
ngx_http_gov_admin_get(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_uint_t metrics)
{
    ngx_int_t                  rc;
    ngx_str_t                  body;
    ngx_http_gov_main_conf_t  *gmcf;

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_ALLOWED, NULL,
                                    NGX_HTTP_GOV_CLASS_ADMIN);
    }

    rc = ngx_http_discard_request_body(r);
    if (rc != NGX_OK) {
        return rc;
    }

    gmcf = ngx_http_get_module_main_conf(r, ngx_http_gov_module);

    rc = metrics ? ngx_http_gov_metrics_text(r->pool, gmcf->metrics, &body)
                 : ngx_http_gov_admin_list(r, &body);

    if (rc != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return ngx_http_gov_send(r, ctx, NGX_HTTP_OK,
                             metrics ? ngx_http_gov_admin_text
                                     : ngx_http_gov_admin_json,
                             body, NGX_HTTP_GOV_CLASS_ADMIN);
}


static ngx_int_t
ngx_http_gov_admin_post(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_str_t name)
{
    char       text[GOV_SNAPSHOT_NAME_LEN + 1];
    ngx_int_t  rc, to;

    if (r->method != NGX_HTTP_POST) {
        ngx_str_set(&ctx->allow, "POST");
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_ALLOWED, NULL,
                                    NGX_HTTP_GOV_CLASS_ADMIN);
    }

    /* what would be in it cannot be meant, and waiting for it is no use */

    if (r->headers_in.content_length_n > 0 || r->headers_in.chunked) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_BAD_REQUEST,
                                    "no body is expected here",
                                    NGX_HTTP_GOV_CLASS_ADMIN);
    }

    rc = ngx_http_discard_request_body(r);
    if (rc != NGX_OK) {
        return rc;
    }

    if (name.len != 0) {
        ngx_cpystrn((u_char *) text, name.data, sizeof(text));
        return ngx_http_gov_admin_switch(r, ctx, text, 0);
    }

    to = 0;

    if (r->args.len != 0) {
        to = ngx_atoi(r->args.data + 3, r->args.len - 3);

        if (to == NGX_ERROR || to == 0) {
            return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_BAD_VALUE,
                                        "to is a sequence number",
                                        NGX_HTTP_GOV_CLASS_ADMIN);
        }
    }

    return ngx_http_gov_admin_switch(r, ctx, NULL, to);
}


/* {name} of /admin/generations/{name}/activate */

static ngx_str_t
ngx_http_gov_admin_name(ngx_http_request_t *r)
{
    size_t              head, tail;
    ngx_str_t           name;
    static const char   before[] = "/admin/generations/";
    static const char   behind[] = "/activate";

    head = sizeof(before) - 1;
    tail = sizeof(behind) - 1;
    ngx_str_null(&name);

    if (r->uri.len == head + GOV_SNAPSHOT_NAME_LEN + tail
        && ngx_memcmp(r->uri.data, before, head) == 0
        && ngx_memcmp(r->uri.data + r->uri.len - tail, behind, tail) == 0)
    {
        name.data = r->uri.data + head;
        name.len = GOV_SNAPSHOT_NAME_LEN;
    }

    return name;
}


/* a mistyped "to" must not roll back to somewhere else */

static ngx_uint_t
ngx_http_gov_admin_args(ngx_http_request_t *r)
{
    if (r->args.len == 0) {
        return 1;
    }

    return ngx_http_gov_admin_is(r, "/admin/rollback") && r->args.len >= 3
           && ngx_memcmp(r->args.data, "to=", 3) == 0;
}


ngx_int_t
ngx_http_gov_admin_handler(ngx_http_request_t *r)
{
    ngx_str_t            name;
    ngx_http_gov_ctx_t  *ctx;

    ctx = ngx_http_gov_begin(r);
    if (ctx == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (!ngx_http_gov_admin_allowed(r)) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_UNAUTHORIZED, NULL,
                                    NGX_HTTP_GOV_CLASS_ADMIN);
    }

    if (ngx_http_gov_worker.agent == NULL) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_UNAVAILABLE,
                                    "the run directory cannot be used",
                                    NGX_HTTP_GOV_CLASS_ADMIN);
    }

    if (!ngx_http_gov_admin_args(r)) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_BAD_PARAMETER, NULL,
                                    NGX_HTTP_GOV_CLASS_ADMIN);
    }

    if (ngx_http_gov_admin_is(r, "/admin/generations")) {
        return ngx_http_gov_admin_get(r, ctx, 0);
    }

    if (ngx_http_gov_admin_is(r, "/admin/metrics")) {
        return ngx_http_gov_admin_get(r, ctx, 1);
    }

    name = ngx_http_gov_admin_name(r);

    if (name.len != 0 || ngx_http_gov_admin_is(r, "/admin/rollback")) {
        return ngx_http_gov_admin_post(r, ctx, name);
    }

    return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_FOUND, NULL,
                                NGX_HTTP_GOV_CLASS_ADMIN);
}
