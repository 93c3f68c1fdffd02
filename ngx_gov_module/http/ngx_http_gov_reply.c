/*
 * What all replies of the module have in common.
 */

#include "ngx_http_gov_module.h"


static ngx_str_t  ngx_http_gov_name_cache = ngx_string("Cache-Control");
static ngx_str_t  ngx_http_gov_name_generation = ngx_string("Gov-Generation");
static ngx_str_t  ngx_http_gov_name_trace = ngx_string("Gov-Trace");
static ngx_str_t  ngx_http_gov_no_store = ngx_string("no-store");


static void
ngx_http_gov_begin_trace(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx)
{
    ngx_uint_t          i, hash;
    ngx_list_part_t    *part;
    ngx_table_elt_t    *h;
    static const char   name[] = "traceparent";
    static ngx_uint_t   name_hash;

    if (name_hash == 0) {
        name_hash = ngx_hash_key((u_char *) name, sizeof(name) - 1);
    }

    hash = name_hash;
    part = &r->headers_in.headers.part;
    h = part->elts;

    for (i = 0; /* void */ ; i++) {

        if (i >= part->nelts) {
            if (part->next == NULL) {
                break;
            }

            part = part->next;
            h = part->elts;
            i = 0;
        }

        if (h[i].hash == hash && h[i].key.len == sizeof(name) - 1
            && ngx_strncmp(h[i].lowcase_key, name, sizeof(name) - 1) == 0)
        {
            if (gov_trace_parse(ngx_http_gov_str(h[i].value), ctx->trace,
                                ctx->flags))
            {
                return;
            }

            break;
        }
    }

    gov_trace_make(&ngx_http_gov_worker.trace, ctx->trace);
    ngx_memcpy(ctx->flags, "00", 2);
}


ngx_http_gov_ctx_t *
ngx_http_gov_begin(ngx_http_request_t *r)
{
    ngx_http_gov_ctx_t  *ctx;

    ctx = ngx_palloc(r->pool, sizeof(ngx_http_gov_ctx_t));
    if (ctx == NULL) {
        return NULL;
    }

    ctx->live = NULL;
    ngx_str_set(&ctx->allow, "GET, HEAD");
    ngx_http_gov_begin_trace(r, ctx);
    ngx_http_set_ctx(r, ctx, ngx_http_gov_module);

    return ctx;
}


ngx_table_elt_t *
ngx_http_gov_header(ngx_http_request_t *r, ngx_str_t name, ngx_str_t value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_out.headers);

    if (h != NULL) {
        ngx_http_gov_header_init(h);
        h->hash = 1;
        h->key = name;
        h->value = value;
    }

    return h;
}


ngx_int_t
ngx_http_gov_headers(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_str_t cache_control)
{
    ngx_str_t  trace, label;

    trace.data = (u_char *) ctx->trace;
    trace.len = GOV_TRACE_LEN;

    if (ngx_http_gov_header(r, ngx_http_gov_name_cache, cache_control) == NULL
        || ngx_http_gov_header(r, ngx_http_gov_name_trace, trace) == NULL)
    {
        return NGX_ERROR;
    }

    if (ctx->live == NULL) {
        return NGX_OK;
    }

    label.data = (u_char *) ctx->live->label;
    label.len = ctx->live->label_len;

    if (ngx_http_gov_header(r, ngx_http_gov_name_generation, label) == NULL) {
        return NGX_ERROR;
    }

    return NGX_OK;
}


/* A reply made for this request: not cached, not ranged, not coded. */

ngx_int_t
ngx_http_gov_send(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_uint_t status, ngx_str_t type, ngx_str_t body,
    ngx_http_gov_class_e class)
{
    ngx_int_t     rc;
    ngx_buf_t    *b;
    ngx_chain_t   out;

    if (ngx_http_gov_headers(r, ctx, ngx_http_gov_no_store) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->headers_out.status = status;
    r->headers_out.content_type = type;
    r->headers_out.content_type_len = type.len;
    r->headers_out.content_type_lowcase = NULL;
    r->headers_out.content_length_n = body.len;
    r->allow_ranges = 0;
    r->disable_not_modified = 1;

    rc = ngx_http_send_header(r);

    ngx_http_gov_count(r, class, GOV_CODING_IDENTITY);

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        return rc;
    }

    b = ngx_calloc_buf(r->pool);
    if (b == NULL) {
        return NGX_ERROR;
    }

    b->pos = body.data;
    b->last = body.data + body.len;
    b->memory = 1;
    b->last_buf = r == r->main ? 1 : 0;
    b->last_in_chain = 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_output_filter(r, &out);
}
