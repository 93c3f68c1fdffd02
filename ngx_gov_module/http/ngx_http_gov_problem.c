/*
 * Errors as application/problem+json (RFC 9457) with the province's errcode,
 * errmsg and hint as extension members.
 *
 * The bodies are made once, while the configuration is read; only the hint,
 * which is the trace id, is filled in for each reply.
 */

#include "ngx_http_gov_module.h"


typedef struct {
    ngx_uint_t   status;
    const char  *code;
    const char  *title;
} ngx_http_gov_problem_t;


static const ngx_http_gov_problem_t  ngx_http_gov_problems[] = {

    { NGX_HTTP_NOT_FOUND, "not-found", "没有找到这项内容" },

    { NGX_HTTP_NOT_FOUND, "not-in-force", "这项内容现在不在有效期内" },

    { 410, "cursor-gone", "内容已更新，请从第一页重新翻看" },

    { NGX_HTTP_BAD_REQUEST, "unknown-parameter", "这个地址不认识其中的参数" },

    { NGX_HTTP_BAD_REQUEST, "bad-value", "参数的值写法不对，或者写了两次" },

    { NGX_HTTP_BAD_REQUEST, "unknown-town", "没有这个镇街（园区）代码" },

    { NGX_HTTP_NOT_ALLOWED, "method-not-allowed",
      "这个地址不支持这种请求方法" },

    { 406, "not-acceptable", "没有您的程序能接受的编码" },

    { NGX_HTTP_PRECONDITION_FAILED, "precondition-failed",
      "内容与您手上的版本不一致" },

    { NGX_HTTP_RANGE_NOT_SATISFIABLE, "range-not-satisfiable",
      "请求的字节范围超出了内容长度" },

    { NGX_HTTP_SERVICE_UNAVAILABLE, "no-generation",
      "内容正在准备，请稍后再试，或拨打 12345" },

    { NGX_HTTP_UNAUTHORIZED, "unauthorized", "需要正确的管理令牌" },

    { NGX_HTTP_CONFLICT, "activation-conflict", "没有生效，现有内容不变" },

    { 422, "generation-unusable", "这个内容版本不能用，现有内容不变" },

    /* from here on: what nginx itself found, see "gov_problem" */

    { NGX_HTTP_BAD_REQUEST, "bad-request", "请求的写法不对" },

    { NGX_HTTP_FORBIDDEN, "forbidden", "这里不允许访问" },

    { NGX_HTTP_REQUEST_ENTITY_TOO_LARGE, "too-large", "请求的内容太大" },

    { NGX_HTTP_REQUEST_URI_TOO_LARGE, "uri-too-long", "请求的地址太长" },

    { NGX_HTTP_VERSION_NOT_SUPPORTED, "version-not-supported",
      "不支持这个 HTTP 版本" },

    { NGX_HTTP_BAD_GATEWAY, "bad-gateway",
      "后面的系统没有给出可用的答复，请稍后再试，或拨打 12345" },

    { NGX_HTTP_GATEWAY_TIME_OUT, "gateway-timeout",
      "后面的系统没有及时答复，请稍后再试，或拨打 12345" },

    { NGX_HTTP_INTERNAL_SERVER_ERROR, "internal-error",
      "我们这边出了问题，请稍后再试，或拨打 12345" },
};


static ngx_str_t  ngx_http_gov_problem_type =
    ngx_string("application/problem+json");

/* up to the opening quote of the hint; not in a pool: a reload that fails
 * takes its pools along, and leaves these */

#define NGX_HTTP_GOV_PROBLEM_HEAD  512

static u_char     ngx_http_gov_problem_texts[NGX_HTTP_GOV_PROBLEM_MAX]
                                            [NGX_HTTP_GOV_PROBLEM_HEAD];
static ngx_str_t  ngx_http_gov_problem_heads[NGX_HTTP_GOV_PROBLEM_MAX];


void
ngx_http_gov_problem_init(void)
{
    u_char                        *p, *last;
    ngx_uint_t                     i;
    const ngx_http_gov_problem_t  *problem;

    for (i = 0; i < NGX_HTTP_GOV_PROBLEM_MAX; i++) {
        problem = &ngx_http_gov_problems[i];
        p = ngx_http_gov_problem_texts[i];

        /* the shape of errcode is the gateway's: 400000404 is "not found" */

        last = ngx_snprintf(p, NGX_HTTP_GOV_PROBLEM_HEAD,
                            "{\"type\":\"/problems/%s\",\"title\":\"%s\","
                            "\"status\":%ui,\"code\":\"%s\",\"errcode\":%ui,"
                            "\"errmsg\":\"%s\",",
                            problem->code, problem->title, problem->status,
                            problem->code, 400000000 + problem->status,
                            problem->title);

        ngx_http_gov_problem_heads[i].data = p;
        ngx_http_gov_problem_heads[i].len = last - p;
    }
}


static ngx_int_t
ngx_http_gov_problem_headers(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_problem_e problem)
{
    ngx_str_t  name, value;

    switch (problem) {

    case NGX_HTTP_GOV_NOT_ALLOWED:
        ngx_str_set(&name, "Allow");
        value = ctx->allow;
        break;

    case NGX_HTTP_GOV_NOT_ACCEPTABLE:
        ngx_str_set(&name, "Accept-Encoding"); /* RFC 9110, 12.5.3 */
        ngx_str_set(&value, "br, gzip, identity");
        break;

    case NGX_HTTP_GOV_UNAVAILABLE:
        ngx_str_set(&name, "Retry-After");
        ngx_str_set(&value, "5");
        break;

    case NGX_HTTP_GOV_UNAUTHORIZED:
        ngx_str_set(&name, "WWW-Authenticate");
        ngx_str_set(&value, "Bearer realm=\"gov-admin\"");
        break;

    default:
        return NGX_OK;
    }

    return ngx_http_gov_header(r, name, value) == NULL ? NGX_ERROR : NGX_OK;
}


ngx_int_t
ngx_http_gov_problem(ngx_http_request_t *r, ngx_http_gov_ctx_t *ctx,
    ngx_http_gov_problem_e problem, const char *detail,
    ngx_http_gov_class_e class)
{
    u_char     *p, *escaped;
    size_t      len;
    uintptr_t   more;
    ngx_str_t   body, *head;

    if (ngx_http_discard_request_body(r) != NGX_OK) {
        r->keepalive = 0;
    }

    head = &ngx_http_gov_problem_heads[problem];
    len = detail == NULL ? 0 : ngx_strlen(detail);
    more = len == 0 ? 0 : ngx_escape_json(NULL, (u_char *) detail, len);

    p = ngx_pnalloc(r->pool, head->len + sizeof("\"detail\":\"\",") + len
                             + more + sizeof("\"hint\":\"\"}")
                             + GOV_TRACE_LEN);
    if (p == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    body.data = p;
    p = ngx_cpymem(p, head->data, head->len);

    if (len != 0) {
        p = ngx_cpymem(p, "\"detail\":\"", sizeof("\"detail\":\"") - 1);
        escaped = p;
        p = more == 0 ? ngx_cpymem(p, detail, len)
                      : (u_char *) ngx_escape_json(escaped, (u_char *) detail,
                                                   len);
        p = ngx_cpymem(p, "\",", 2);
    }

    p = ngx_cpymem(p, "\"hint\":\"", sizeof("\"hint\":\"") - 1);
    p = ngx_cpymem(p, ctx->trace, GOV_TRACE_LEN);
    p = ngx_cpymem(p, "\"}", 2);
    body.len = p - body.data;

    if (ngx_http_gov_problem_headers(r, ctx, problem) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return ngx_http_gov_send(r, ctx, ngx_http_gov_problems[problem].status,
                             ngx_http_gov_problem_type, body, class);
}


/*
 * The target of an error_page: says as a problem what nginx found.  Asked for
 * directly it is just a path that does not exist.
 */
ngx_int_t
ngx_http_gov_problem_handler(ngx_http_request_t *r)
{
    ngx_uint_t           i;
    ngx_http_gov_ctx_t  *ctx;

    ctx = ngx_http_gov_begin(r);
    if (ctx == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (r->err_status == 0) {
        return ngx_http_gov_problem(r, ctx, NGX_HTTP_GOV_NOT_FOUND, NULL,
                                    NGX_HTTP_GOV_CLASS_OTHER);
    }

    /* nginx has numbers of its own for kinds of a bad request */

    if (r->err_status >= NGX_HTTP_NGINX_CODES
        && r->err_status < NGX_HTTP_CLIENT_CLOSED_REQUEST)
    {
        r->err_status = NGX_HTTP_BAD_REQUEST;
    }

    for (i = NGX_HTTP_GOV_BAD_REQUEST; i < NGX_HTTP_GOV_INTERNAL; i++) {
        if (ngx_http_gov_problems[i].status == r->err_status) {
            break;
        }
    }

    if (r->err_status == NGX_HTTP_NOT_ALLOWED) {
        i = NGX_HTTP_GOV_NOT_ALLOWED;
    }

    r->err_status = ngx_http_gov_problems[i].status;

    return ngx_http_gov_problem(r, ctx, i, NULL, NGX_HTTP_GOV_CLASS_OTHER);
}
