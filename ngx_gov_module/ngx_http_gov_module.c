/*
 * The module's frame: directives, what a worker holds, its birth and end.
 *
 * phase      what happens
 * ---------  ---------------------------------------------------------------
 * config     gov_run, gov_admin's token, the problems' bodies
 * master     opens the run directory; goes back to a usable generation when
 *            the active one is not
 * worker     takes a slot, maps the active generation, watches its wake-up
 * content    ngx_http_gov_handler, ngx_http_gov_admin_handler
 * exit       leaves the slot
 */

#include "ngx_http_gov_module.h"

#include <sys/prctl.h>

#include "activate/gov_switch.h"


#define NGX_HTTP_GOV_TOKEN_MIN  32
#define NGX_HTTP_GOV_TOKEN_MAX  256
#define NGX_HTTP_GOV_EXPIRE     (3 * GOV_SWITCH_DEADLINE_MAX_MS / 2)


static char *ngx_http_gov(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
static char *ngx_http_gov_problem_page(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
static char *ngx_http_gov_admin(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
static void *ngx_http_gov_create_main_conf(ngx_conf_t *cf);
static char *ngx_http_gov_init_main_conf(ngx_conf_t *cf, void *conf);
static void *ngx_http_gov_create_loc_conf(ngx_conf_t *cf);
static char *ngx_http_gov_merge_loc_conf(ngx_conf_t *cf, void *parent,
    void *child);
static ngx_int_t ngx_http_gov_init_module(ngx_cycle_t *cycle);
static ngx_int_t ngx_http_gov_init_process(ngx_cycle_t *cycle);
static void ngx_http_gov_exit_process(ngx_cycle_t *cycle);


static ngx_conf_num_bounds_t  ngx_http_gov_live_bounds = {
    ngx_conf_check_num_bounds, 2, GOV_LIVE_MAX
};


static ngx_command_t  ngx_http_gov_commands[] = {

    { ngx_string("gov_run"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE1,
      ngx_conf_set_str_slot,
      NGX_HTTP_MAIN_CONF_OFFSET,
      offsetof(ngx_http_gov_main_conf_t, run),
      NULL },

    { ngx_string("gov_live_generations"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE1,
      ngx_conf_set_num_slot,
      NGX_HTTP_MAIN_CONF_OFFSET,
      offsetof(ngx_http_gov_main_conf_t, live_generations),
      &ngx_http_gov_live_bounds },

    { ngx_string("gov_activation_deadline"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE1,
      ngx_conf_set_msec_slot,
      NGX_HTTP_MAIN_CONF_OFFSET,
      offsetof(ngx_http_gov_main_conf_t, deadline),
      NULL },

    { ngx_string("gov"),
      NGX_HTTP_LOC_CONF|NGX_CONF_NOARGS,
      ngx_http_gov,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("gov_problem"),
      NGX_HTTP_LOC_CONF|NGX_CONF_NOARGS,
      ngx_http_gov_problem_page,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("gov_max_age"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_TAKE1,
      ngx_conf_set_sec_slot,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_gov_loc_conf_t, max_age),
      NULL },

    { ngx_string("gov_admin"),
      NGX_HTTP_LOC_CONF|NGX_CONF_TAKE1,
      ngx_http_gov_admin,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

      ngx_null_command
};


static ngx_http_module_t  ngx_http_gov_module_ctx = {
    ngx_http_gov_add_variables,            /* preconfiguration */
    NULL,                                  /* postconfiguration */

    ngx_http_gov_create_main_conf,         /* create main configuration */
    ngx_http_gov_init_main_conf,           /* init main configuration */

    NULL,                                  /* create server configuration */
    NULL,                                  /* merge server configuration */

    ngx_http_gov_create_loc_conf,          /* create location configuration */
    ngx_http_gov_merge_loc_conf            /* merge location configuration */
};


ngx_module_t  ngx_http_gov_module = {
    NGX_MODULE_V1,
    &ngx_http_gov_module_ctx,              /* module context */
    ngx_http_gov_commands,                 /* module directives */
    NGX_HTTP_MODULE,                       /* module type */
    NULL,                                  /* init master */
    ngx_http_gov_init_module,              /* init module */
    ngx_http_gov_init_process,             /* init process */
    NULL,                                  /* init thread */
    NULL,                                  /* exit thread */
    ngx_http_gov_exit_process,             /* exit process */
    NULL,                                  /* exit master */
    NGX_MODULE_V1_PADDING
};


ngx_http_gov_worker_t  ngx_http_gov_worker;


static ngx_http_gov_main_conf_t *
ngx_http_gov_cycle_conf(ngx_cycle_t *cycle)
{
    ngx_http_gov_main_conf_t  *gmcf;

    /* loaded, but without an http block or without gov_run: nothing to do */

    if (ngx_get_conf(cycle->conf_ctx, ngx_http_module) == NULL) {
        return NULL;
    }

    gmcf = ngx_http_cycle_get_module_main_conf(cycle, ngx_http_gov_module);

    return gmcf == NULL || gmcf->run.len == 0 ? NULL : gmcf;
}


static void
ngx_http_gov_close_run(void *data)
{
    gov_run_close(data);
}


static ngx_int_t
ngx_http_gov_init_module(ngx_cycle_t *cycle)
{
    char                       err[GOV_REASON_MAX + 64];
    ngx_core_conf_t           *ccf;
    gov_switch_result_t        result;
    ngx_pool_cleanup_t        *cln;
    ngx_http_gov_main_conf_t  *gmcf;

    gmcf = ngx_http_gov_cycle_conf(cycle);

    if (gmcf == NULL || ngx_test_config) {
        return NGX_OK;
    }

    ngx_http_gov_logs(cycle, &gmcf->run);

    ccf = (ngx_core_conf_t *) ngx_get_conf(cycle->conf_ctx, ngx_core_module);

    cln = ngx_pool_cleanup_add(cycle->pool, 0);
    if (cln == NULL) {
        return NGX_ERROR;
    }

    if (gov_run_open(&gmcf->dirs, (char *) gmcf->run.data, 1, ccf->user,
                     ccf->group, err, sizeof(err)) != 0)
    {
        /* an error from here would end a running master */

        ngx_log_error(NGX_LOG_EMERG, cycle->log, 0,
                      "gov_run: %s; nothing is served", err);
        return NGX_OK;
    }

    cln->handler = ngx_http_gov_close_run;
    cln->data = &gmcf->dirs;

    switch (gov_switch_recover(&gmcf->dirs, &result)) {

    case GOV_SWITCH_UNCHANGED:
        break;

    case GOV_SWITCH_OK:
        ngx_log_error(NGX_LOG_ERR, cycle->log, 0,
                      "gov_run: the active generation cannot be used (%s): "
                      "went back, now sequence %uL",
                      result.reason, result.seq);
        break;

    default:
        ngx_log_error(NGX_LOG_WARN, cycle->log, 0,
                      "gov_run: %s; not ready until one is published",
                      result.reason);
    }

    return NGX_OK;
}


static void
ngx_http_gov_wake(ngx_event_t *ev)
{
    gov_live_t             *live;
    ngx_http_gov_worker_t  *worker;

    worker = &ngx_http_gov_worker;

    gov_agent_wake(worker->agent);

    /* what is cut lets go of its pins when the posted events have run */

    for (live = gov_agent_overdue(worker->agent); live; live = live->older) {
        ngx_http_gov_cut(live);
    }

    worker->counters->live = worker->agent->nlive;

    if (worker->agent->current == NULL && worker->agent->seq != 0) {
        ngx_log_error(NGX_LOG_ERR, ev->log, 0,
                      "generation cannot be used: %s", worker->agent->error);
    }

    if (gov_agent_pending(worker->agent) && !ngx_exiting) {
        ngx_add_timer(&worker->expire, NGX_HTTP_GOV_EXPIRE);

    } else if (worker->expire.timer_set) {
        ngx_del_timer(&worker->expire);
    }

    ngx_http_gov_admin_finish();
}


static void
ngx_http_gov_expire(ngx_event_t *ev)
{
    if (gov_agent_expire(ngx_http_gov_worker.agent) && !ngx_exiting) {
        ngx_add_timer(ev, NGX_HTTP_GOV_EXPIRE);
    }
}


static ngx_int_t
ngx_http_gov_watch(ngx_cycle_t *cycle, ngx_http_gov_worker_t *worker)
{
    ngx_event_t       *rev;
    ngx_connection_t  *c;

    c = ngx_get_connection(gov_agent_fd(worker->agent), cycle->log);
    if (c == NULL) {
        return NGX_ERROR;
    }

    c->data = worker;
    rev = c->read;
    rev->handler = ngx_http_gov_wake;
    rev->log = cycle->log;

    /* as nginx marks its own channel: not a client's, not a leak at exit */

    rev->channel = 1;
    c->write->channel = 1;

    if (ngx_add_event(rev, NGX_READ_EVENT, NGX_CLEAR_EVENT) != NGX_OK) {
        ngx_free_connection(c);
        return NGX_ERROR;
    }

    worker->wake = c;
    worker->expire.handler = ngx_http_gov_expire;
    worker->expire.data = c;
    worker->expire.log = cycle->log;
    worker->expire.cancelable = 1;

    /*
     * A proposal may have come between taking the slot and opening the FIFO.
     * Not ngx_posted_events: the first wait for events would come before
     * them, and may take for ever.
     */

    ngx_post_event(rev, &ngx_posted_next_events);

    return NGX_OK;
}


/* A worker must not outlive its master: it would keep the ports. */

static void
ngx_http_gov_follow_master(ngx_cycle_t *cycle)
{
    if (ngx_process != NGX_PROCESS_WORKER) {
        return;
    }

    if (prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0) == -1) {
        ngx_log_error(NGX_LOG_WARN, cycle->log, ngx_errno,
                      "prctl(PR_SET_PDEATHSIG) failed");
        return;
    }

    if (getppid() != ngx_parent) {
        ngx_terminate = 1; /* it died before the call */
    }
}


static ngx_int_t
ngx_http_gov_init_process(ngx_cycle_t *cycle)
{
    char                       err[GOV_REASON_MAX];
    ngx_http_gov_worker_t     *worker;
    ngx_http_gov_main_conf_t  *gmcf;
    ngx_http_gov_counters_t   *counters;

    static ngx_http_gov_counters_t  nowhere; /* of a worker without a slot */

    gmcf = ngx_http_gov_cycle_conf(cycle);

    if (gmcf == NULL || ngx_process == NGX_PROCESS_HELPER) {
        return NGX_OK;
    }

    worker = &ngx_http_gov_worker;
    worker->log = cycle->log;
    worker->counters = &nowhere;
    ngx_queue_init(&worker->pins);
    ngx_queue_init(&worker->jobs);
    ngx_http_gov_follow_master(cycle);

    if (!gov_trace_init(&worker->trace)) {
        ngx_log_error(NGX_LOG_EMERG, cycle->log, ngx_errno,
                      "getrandom() failed");
        return NGX_ERROR;
    }

    if (gmcf->dirs.activate == -1) {
        return NGX_OK; /* said by the master: not ready */
    }

    worker->agent = gov_agent_join(&gmcf->dirs, gmcf->live_generations, err,
                                   sizeof(err));
    if (worker->agent == NULL) {
        ngx_log_error(NGX_LOG_EMERG, cycle->log, 0,
                      "gov_run: %s; nothing is served", err);
        return NGX_OK;
    }

    counters = ngx_http_gov_metrics_slot(gmcf->metrics, worker->agent->slot);
    counters->pid = ngx_pid;
    counters->pinned = 0;
    counters->live = worker->agent->nlive;
    worker->counters = counters;

    if (worker->agent->current == NULL && worker->agent->seq != 0) {
        ngx_log_error(NGX_LOG_ERR, cycle->log, 0,
                      "generation cannot be used: %s", worker->agent->error);
    }

    return ngx_http_gov_watch(cycle, worker);
}


static void
ngx_http_gov_exit_process(ngx_cycle_t *cycle)
{
    ngx_connection_t       *c;
    ngx_http_gov_worker_t  *worker;

    worker = &ngx_http_gov_worker;

    if (worker->agent == NULL) {
        return;
    }

    ngx_http_gov_admin_wait();

    c = worker->wake;

    if (c != NULL) {
        if (worker->expire.timer_set) {
            ngx_del_timer(&worker->expire);
        }

        /* the descriptor is the agent's to close */

        ngx_del_event(c->read, NGX_READ_EVENT, 0);
        ngx_free_connection(c);
        c->fd = (ngx_socket_t) -1;
    }

    worker->counters->pid = 0;

    /* replies still being sent at a fast exit point into the mappings: they
     * go with the process */

    if (ngx_queue_empty(&worker->pins)) {
        gov_agent_leave(worker->agent);

    } else {
        gov_state_leave(&worker->agent->state, worker->agent->slot);
    }

    worker->agent = NULL;
}


static char *
ngx_http_gov_set_handler(ngx_conf_t *cf, ngx_http_handler_pt handler)
{
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);

    if (clcf->handler != NULL) {
        return "conflicts with another handler of this location";
    }

    clcf->handler = handler;

    return NGX_CONF_OK;
}


static char *
ngx_http_gov(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    return ngx_http_gov_set_handler(cf, ngx_http_gov_handler);
}


static char *
ngx_http_gov_problem_page(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    return ngx_http_gov_set_handler(cf, ngx_http_gov_problem_handler);
}


/* the secret is in a file that only its owner can read */

static char *
ngx_http_gov_token(ngx_conf_t *cf, ngx_str_t *path, ngx_str_t *token)
{
    u_char           *p;
    ssize_t           n;
    ngx_fd_t          fd;
    ngx_file_info_t   fi;

    fd = ngx_open_file(path->data, NGX_FILE_RDONLY, NGX_FILE_OPEN, 0);

    if (fd == NGX_INVALID_FILE) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, ngx_errno,
                           "gov_admin: cannot open \"%V\"", path);
        return NGX_CONF_ERROR;
    }

    p = ngx_pnalloc(cf->pool, NGX_HTTP_GOV_TOKEN_MAX + 2);
    n = -1;

    if (p != NULL && ngx_fd_info(fd, &fi) != NGX_FILE_ERROR) {
        n = ngx_read_fd(fd, p, NGX_HTTP_GOV_TOKEN_MAX + 2);
    }

    (void) ngx_close_file(fd);

    if (n < 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, ngx_errno,
                           "gov_admin: cannot read \"%V\"", path);
        return NGX_CONF_ERROR;
    }

    if (ngx_file_access(&fi) & 077) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "gov_admin: others can read \"%V\": chmod 600 it",
                           path);
        return NGX_CONF_ERROR;
    }

    while (n > 0 && (p[n - 1] == '\n' || p[n - 1] == '\r')) {
        n--;
    }

    if (n < NGX_HTTP_GOV_TOKEN_MIN || n > NGX_HTTP_GOV_TOKEN_MAX) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "gov_admin: the token in \"%V\" has %z characters; "
                           "%d to %d are allowed", path, n,
                           NGX_HTTP_GOV_TOKEN_MIN, NGX_HTTP_GOV_TOKEN_MAX);
        return NGX_CONF_ERROR;
    }

    token->data = p;
    token->len = n;

    return NGX_CONF_OK;
}


static char *
ngx_http_gov_admin(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    char                     *rc;
    ngx_str_t                *value, path;
    ngx_http_gov_loc_conf_t  *glcf;

    glcf = conf;

    if (glcf->token.data != NULL) {
        return "is duplicate";
    }

    rc = ngx_http_gov_set_handler(cf, ngx_http_gov_admin_handler);

    if (rc != NGX_CONF_OK) {
        return rc;
    }

    value = cf->args->elts;
    path = value[1];

    if (ngx_conf_full_name(cf->cycle, &path, 0) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    return ngx_http_gov_token(cf, &path, &glcf->token);
}


static void *
ngx_http_gov_create_main_conf(ngx_conf_t *cf)
{
    ngx_http_gov_main_conf_t  *gmcf;

    gmcf = ngx_pcalloc(cf->pool, sizeof(ngx_http_gov_main_conf_t));
    if (gmcf == NULL) {
        return NULL;
    }

    /* set by ngx_pcalloc(): gmcf->run = { 0, NULL }, gmcf->metrics = NULL */

    gmcf->live_generations = NGX_CONF_UNSET_UINT;
    gmcf->deadline = NGX_CONF_UNSET_MSEC;
    gmcf->dirs = GOV_RUN_CLOSED;

    return gmcf;
}


static char *
ngx_http_gov_init_main_conf(ngx_conf_t *cf, void *conf)
{
    char                       err[GOV_REASON_MAX + 64];
    gov_run_t                  run;
    ngx_http_gov_main_conf_t  *gmcf;

    gmcf = conf;

    ngx_conf_init_uint_value(gmcf->live_generations, GOV_LIVE_MAX);
    ngx_conf_init_msec_value(gmcf->deadline, GOV_SWITCH_DEADLINE_MS);

    if (gmcf->deadline < 100 || gmcf->deadline > GOV_SWITCH_DEADLINE_MAX_MS) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "gov_activation_deadline must be 100ms to %ds",
                           GOV_SWITCH_DEADLINE_MAX_MS / 1000);
        return NGX_CONF_ERROR;
    }

    if (gmcf->run.len == 0) {
        return NGX_CONF_OK;
    }

    if (ngx_conf_full_name(cf->cycle, &gmcf->run, 0) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    while (gmcf->run.len > 1 && gmcf->run.data[gmcf->run.len - 1] == '/') {
        gmcf->run.data[--gmcf->run.len] = '\0';
    }

    /* refused here, a reload leaves what runs alone; the workers' user, who
     * gets the directories, is known later */

    run = GOV_RUN_CLOSED;

    if (gov_run_check((char *) gmcf->run.data, err, sizeof(err)) != 0
        || (!ngx_test_config
            && gov_run_open(&run, (char *) gmcf->run.data, 1, (uid_t) -1,
                            (gid_t) -1, err, sizeof(err)) != 0))
    {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "gov_run: %s", err);
        return NGX_CONF_ERROR;
    }

    gov_run_close(&run);

    gmcf->metrics = ngx_http_gov_metrics_zone(cf);

    ngx_http_gov_problem_init();

    return gmcf->metrics == NULL ? NGX_CONF_ERROR : NGX_CONF_OK;
}


static void *
ngx_http_gov_create_loc_conf(ngx_conf_t *cf)
{
    ngx_http_gov_loc_conf_t  *glcf;

    glcf = ngx_pcalloc(cf->pool, sizeof(ngx_http_gov_loc_conf_t));
    if (glcf == NULL) {
        return NULL;
    }

    glcf->max_age = NGX_CONF_UNSET;

    return glcf;
}


static char *
ngx_http_gov_merge_loc_conf(ngx_conf_t *cf, void *parent, void *child)
{
    u_char                    *p;
    ngx_http_gov_loc_conf_t   *prev, *conf;
    ngx_http_core_loc_conf_t  *clcf;
    ngx_http_gov_main_conf_t  *gmcf;

    prev = parent;
    conf = child;

    ngx_conf_merge_sec_value(conf->max_age, prev->max_age, 60);

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    gmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_gov_module);

    if ((clcf->handler == ngx_http_gov_handler
         || clcf->handler == ngx_http_gov_admin_handler
         || clcf->handler == ngx_http_gov_problem_handler)
        && gmcf->run.len == 0)
    {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"gov\", \"gov_admin\" and \"gov_problem\" need "
                           "\"gov_run\" in the http block");
        return NGX_CONF_ERROR;
    }

    p = ngx_pnalloc(cf->pool, sizeof("public, max-age=") + NGX_TIME_T_LEN);
    if (p == NULL) {
        return NGX_CONF_ERROR;
    }

    conf->cache_control.data = p;
    conf->cache_control.len = ngx_sprintf(p, "public, max-age=%T",
                                          conf->max_age)
                              - p;

    return NGX_CONF_OK;
}
