/*
 * govctl publish, rollback, generations: what a running edge serves.
 */

#include "gov_ctl.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../activate/gov_switch.h"
#include "../core/gov_buf.h"
#include "../core/gov_time.h"


typedef struct {
    const char  *path;
    bool         json;
    bool         create;
    gov_switch_t what;
} gov_ctl_run_t;


static bool
gov_ctl_run_options(int argc, char **argv, const char *letters,
                    gov_ctl_run_t *run)
{
    int                        opt;
    unsigned long long         n;
    static const struct option options[] = {
        { "run", required_argument, NULL, 'r' },
        { "note", required_argument, NULL, 'n' },
        { "deadline", required_argument, NULL, 'd' },
        { "to", required_argument, NULL, 't' },
        { "json", no_argument, NULL, 'j' },
        { "create", no_argument, NULL, 'c' },
        { NULL, 0, NULL, 0 }
    };

    optind = 1;

    while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (opt == '?' || strchr(letters, opt) == NULL) {
            return false;
        }

        switch (opt) {

        case 'r':
            run->path = optarg;
            break;

        case 'n':
            if (strlen(optarg) >= GOV_NOTE_MAX) {
                fprintf(stderr, "--note: at most %d bytes\n",
                        GOV_NOTE_MAX - 1);
                return false;
            }

            run->what.note = optarg;
            break;

        case 'd':
            if (!gov_ctl_number(optarg, 100, GOV_SWITCH_DEADLINE_MAX_MS, &n)) {
                fprintf(stderr, "--deadline: 100 to %d milliseconds\n",
                        GOV_SWITCH_DEADLINE_MAX_MS);
                return false;
            }

            run->what.deadline_ms = (unsigned)n;
            break;

        case 't':
            if (!gov_ctl_number(optarg, 1, UINT64_MAX >> 24, &n)) {
                return false;
            }

            run->what.back_to = n;
            break;

        case 'c':
            run->create = true;
            break;

        default:
            run->json = true;
        }
    }

    return run->path != NULL;
}


static int
gov_ctl_switched(const char *name, const gov_switch_result_t *result)
{
    if (result->code == GOV_SWITCH_UNCHANGED) {
        printf("generation %.12s is active already, as sequence %" PRIu64 "\n",
               result->name, result->seq);
        return GOV_CTL_OK;
    }

    if (result->code != GOV_SWITCH_OK) {
        return gov_ctl_fail(name, "%s: %s; nothing changed",
                            gov_switch_word(result->code), result->reason);
    }

    if (result->workers == 0) {
        printf("sequence %" PRIu64
               ": generation %.12s is active; nobody runs, "
               "it serves from the next start on\n",
               result->seq, result->name);
        return GOV_CTL_OK;
    }

    printf("sequence %" PRIu64 ": generation %.12s is active on %u worker%s, "
           "prepared in %.1f ms, switched in %.1f ms\n",
           result->seq, result->name, result->workers,
           result->workers == 1 ? "" : "s", result->prepare_us / 1e3,
           result->switch_us / 1e3);

    return GOV_CTL_OK;
}


static int
gov_ctl_switch(const char *name, const gov_ctl_run_t *what, const char *file)
{
    char                err[GOV_REASON_MAX + 64];
    char                id[GOV_SNAPSHOT_NAME_LEN + 1];
    gov_run_t           run;
    gov_switch_t        change;
    gov_switch_result_t result;

    if (gov_run_open(&run, what->path, what->create, (uid_t)-1, (gid_t)-1, err,
                     sizeof(err))
        != 0)
    {
        return gov_ctl_fail(name, "%s%s", err,
                            file != NULL && !what->create
                                ? " (--create makes a run directory)"
                                : "");
    }

    change = what->what;

    if (file != NULL) {
        if (gov_store_add(&run, file, id, err, sizeof(err)) != 0) {
            gov_run_close(&run);
            return gov_ctl_fail(name, "%s: %s; nothing changed", file, err);
        }

        change.name = id;
    }

    gov_switch(&run, &change, &result);
    gov_run_close(&run);

    return gov_ctl_switched(name, &result);
}


int
gov_ctl_publish(int argc, char **argv)
{
    gov_ctl_run_t run = { 0 };

    if (!gov_ctl_run_options(argc, argv, "rndc", &run) || optind != argc - 1) {
        return gov_ctl_usage(argv[0]);
    }

    return gov_ctl_switch(argv[0], &run, argv[optind]);
}


int
gov_ctl_rollback(int argc, char **argv)
{
    gov_ctl_run_t run = { 0 };

    if (!gov_ctl_run_options(argc, argv, "rndt", &run) || optind != argc) {
        return gov_ctl_usage(argv[0]);
    }

    return gov_ctl_switch(argv[0], &run, NULL);
}


static void
gov_ctl_record(const gov_record_t *record, bool active, bool json)
{
    char      name[GOV_SNAPSHOT_NAME_LEN + 1];
    char      when[GOV_TIME_RFC3339_LEN + 1];
    gov_buf_t note = GOV_BUF_INIT;

    gov_hex(record->generation, GOV_SHA256_LEN, name);
    gov_time_rfc3339(record->activated_at, when);

    if (json) {
        gov_buf_json(&note, record->note, strlen(record->note));
        printf("{\"sequence\":%" PRIu64 ",\"generation\":\"%s\","
               "\"activatedAt\":\"%s\",\"active\":%s,\"repeats\":%" PRIu64
               ",\"note\":%.*s}\n",
               record->seq, name, when, active ? "true" : "false",
               record->repeats, (int)note.len, note.data);
        gov_buf_free(&note);
        return;
    }

    printf("%c %6" PRIu64 "  %.12s  %s", active ? '*' : ' ', record->seq, name,
           when);

    if (record->repeats != 0) {
        printf("  repeats %" PRIu64, record->repeats);
    }

    printf("%s%s\n", record->note[0] == '\0' ? "" : "  ", record->note);
}


int
gov_ctl_generations(int argc, char **argv)
{
    char          err[GOV_REASON_MAX + 64];
    uint64_t      seq, active, last;
    gov_run_t     run;
    gov_state_t   state;
    gov_record_t  record;
    gov_ctl_run_t what = { 0 };

    if (!gov_ctl_run_options(argc, argv, "rj", &what) || optind != argc) {
        return gov_ctl_usage(argv[0]);
    }

    if (gov_run_open(&run, what.path, false, (uid_t)-1, (gid_t)-1, err,
                     sizeof(err))
        != 0)
    {
        return gov_ctl_fail(argv[0], "%s", err);
    }

    if (gov_state_open(&state, &run, false, err, sizeof(err)) != 0) {
        gov_run_close(&run);
        return gov_ctl_fail(argv[0], "%s", err);
    }

    active = gov_state_seq(&state);
    last = active > GOV_RECORDS_MAX ? active - GOV_RECORDS_MAX : 0;

    for (seq = active; seq > last; seq--) {
        if (gov_state_record(&state, seq, &record)) {
            gov_ctl_record(&record, seq == active, what.json);
        }
    }

    gov_state_close(&state);
    gov_run_close(&run);

    return GOV_CTL_OK;
}
