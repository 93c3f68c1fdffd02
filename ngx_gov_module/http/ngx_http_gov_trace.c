/*
 * Variables for logs and for requests passed on.
 *
 *   $gov_trace         the request's trace id (also Gov-Trace, and "hint")
 *   $gov_traceparent   the same as a traceparent, with a span of our own
 *   $gov_generation    what it was answered from (also Gov-Generation)
 */

#include "ngx_http_gov_module.h"


enum {
    NGX_HTTP_GOV_VAR_TRACE = 0,
    NGX_HTTP_GOV_VAR_TRACEPARENT,
    NGX_HTTP_GOV_VAR_GENERATION
};


static ngx_int_t ngx_http_gov_variable(ngx_http_request_t *r,
    ngx_http_variable_value_t *v, uintptr_t data);


static ngx_http_variable_t  ngx_http_gov_variables[] = {

    { ngx_string("gov_trace"), NULL, ngx_http_gov_variable,
      NGX_HTTP_GOV_VAR_TRACE, NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("gov_traceparent"), NULL, ngx_http_gov_variable,
      NGX_HTTP_GOV_VAR_TRACEPARENT, NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("gov_generation"), NULL, ngx_http_gov_variable,
      NGX_HTTP_GOV_VAR_GENERATION, NGX_HTTP_VAR_NOCACHEABLE, 0 },

      ngx_http_null_variable
};


static ngx_int_t
ngx_http_gov_variable_traceparent(ngx_http_request_t *r,
    ngx_http_gov_ctx_t *ctx, ngx_http_variable_value_t *v)
{
    u_char  *p;
    char     span[GOV_TRACE_SPAN_LEN];

    p = ngx_pnalloc(r->pool, GOV_TRACEPARENT_LEN);
    if (p == NULL) {
        return NGX_ERROR;
    }

    gov_trace_span(&ngx_http_gov_worker.trace, span);

    v->data = p;
    v->len = GOV_TRACEPARENT_LEN;

    p = ngx_cpymem(p, "00-", 3);
    p = ngx_cpymem(p, ctx->trace, GOV_TRACE_LEN);
    *p++ = '-';
    p = ngx_cpymem(p, span, GOV_TRACE_SPAN_LEN);
    *p++ = '-';
    ngx_memcpy(p, ctx->flags, 2);

    return NGX_OK;
}


static ngx_int_t
ngx_http_gov_variable(ngx_http_request_t *r, ngx_http_variable_value_t *v,
    uintptr_t data)
{
    ngx_http_gov_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_http_gov_module);

    v->valid = 1;
    v->no_cacheable = 0;
    v->not_found = 0;

    if (ctx == NULL
        || (data == NGX_HTTP_GOV_VAR_GENERATION && ctx->live == NULL))
    {
        v->not_found = 1;
        return NGX_OK;
    }

    switch (data) {

    case NGX_HTTP_GOV_VAR_TRACE:
        v->data = (u_char *) ctx->trace;
        v->len = GOV_TRACE_LEN;
        return NGX_OK;

    case NGX_HTTP_GOV_VAR_GENERATION:
        v->data = (u_char *) ctx->live->label;
        v->len = ctx->live->label_len;
        return NGX_OK;

    default:
        return ngx_http_gov_variable_traceparent(r, ctx, v);
    }
}


ngx_int_t
ngx_http_gov_add_variables(ngx_conf_t *cf)
{
    ngx_http_variable_t  *var, *v;

    for (v = ngx_http_gov_variables; v->name.len; v++) {
        var = ngx_http_add_variable(cf, &v->name, v->flags);
        if (var == NULL) {
            return NGX_ERROR;
        }

        var->get_handler = v->get_handler;
        var->data = v->data;
    }

    return NGX_OK;
}
