/*
 * Activation between processes: what a switch does when all goes well, and
 * that nothing changes when anything does not.
 */

#include "gov_test_run.h"


#define NAME (GOV_SNAPSHOT_NAME_LEN + 1)


static void
all_workers_switch_to_the_same(void **state)
{
    int               i, n;
    char              name[NAME], path[300];
    gov_test_run_t   *t;
    gov_test_worker_t workers[4];

    t = *state;
    gov_test_published(t, 1, 1, 0);

    for (i = 0; i < 4; i++) {
        workers[i] = gov_test_worker(t, GOV_TEST_GOOD);
    }

    for (n = 2; n < 30; n++) {
        gov_test_published(t, n, (uint64_t)n, 4);
        gov_test_generation(t, n, path, name);

        for (i = 0; i < 4; i++) {
            gov_test_serves(&workers[i], (uint64_t)n, name);
            assert_int_equal(atomic_load(&workers[i].seen->live), 1);
        }
    }

    for (i = 0; i < 4; i++) {
        gov_test_kill(&workers[i]);
    }
}


static void
what_is_active_already_is_not_activated_again(void **state)
{
    gov_test_run_t     *t;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);

    assert_int_equal(gov_test_publish(t, 1, 0, &result), GOV_SWITCH_UNCHANGED);
    assert_int_equal(result.seq, 1);
    assert_int_equal(gov_test_seq(t), 1);
}


/* one worker of two does something; the other stays where it was */

static void
nothing_changes(gov_test_run_t *t, gov_test_does_e does, gov_switch_e expected,
                const char *why)
{
    char                first[NAME], path[300];
    gov_test_worker_t   good, bad;
    gov_switch_result_t result;

    gov_test_published(t, 1, 1, 0);
    gov_test_generation(t, 1, path, first);

    good = gov_test_worker(t, GOV_TEST_GOOD);
    bad = gov_test_worker(t, does);

    assert_int_equal(gov_test_publish(t, 2, 1000, &result), expected);
    assert_non_null(strstr(result.reason, why));
    assert_int_equal(result.seq, 1);
    assert_int_equal(gov_test_seq(t), 1);
    gov_test_serves(&good, 1, first);

    gov_test_kill(&bad);
    gov_test_published(t, 3, 2, 1);
    gov_test_kill(&good);
}


static void
a_refusal_changes_nothing(void **state)
{
    nothing_changes(*state, GOV_TEST_REFUSES, GOV_SWITCH_REFUSED,
                    "No such file or directory");
}


static void
a_death_changes_nothing(void **state)
{
    nothing_changes(*state, GOV_TEST_DIES, GOV_SWITCH_CHANGED,
                    "died meanwhile");
}


static void
a_worker_that_leaves_changes_nothing(void **state)
{
    nothing_changes(*state, GOV_TEST_LEAVES, GOV_SWITCH_CHANGED, "meanwhile");
}


static void
a_stalled_worker_changes_nothing_and_may_come_back(void **state)
{
    char                one[NAME], three[NAME], path[300], pid[40];
    uint64_t            begun, took;
    gov_test_run_t     *t;
    gov_test_worker_t   good, bad;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    gov_test_generation(t, 1, path, one);

    good = gov_test_worker(t, GOV_TEST_GOOD);
    bad = gov_test_worker(t, GOV_TEST_GOOD);
    kill(bad.pid, SIGSTOP);

    begun = gov_test_now_ms();
    assert_int_equal(gov_test_publish(t, 2, 300, &result), GOV_SWITCH_STALLED);
    took = gov_test_now_ms() - begun;

    snprintf(pid, sizeof(pid), "worker %d did not answer", (int)bad.pid);
    assert_non_null(strstr(result.reason, pid));
    assert_in_range(took, 295, 3000);
    assert_int_equal(gov_test_seq(t), 1);

    kill(bad.pid, SIGCONT);
    gov_test_serves(&good, 1, one);
    gov_test_serves(&bad, 1, one);

    gov_test_published(t, 3, 2, 2);
    gov_test_generation(t, 3, path, three);
    gov_test_serves(&good, 2, three);
    gov_test_serves(&bad, 2, three);
    assert_int_equal(atomic_load(&bad.seen->live), 1);

    gov_test_kill(&good);
    gov_test_kill(&bad);
}


static void
a_worker_that_joins_meanwhile_changes_nothing(void **state)
{
    gov_test_run_t     *t;
    gov_test_worker_t   slow, late;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);

    slow = gov_test_worker(t, GOV_TEST_SLOW);
    late = gov_test_worker(t, GOV_TEST_LATE);

    assert_int_equal(gov_test_publish(t, 2, 5000, &result),
                     GOV_SWITCH_CHANGED);
    assert_non_null(strstr(result.reason, "started or stopped"));
    assert_int_equal(result.workers, 1);
    assert_int_equal(gov_test_seq(t), 1);

    gov_test_ms(100);
    gov_test_published(t, 3, 2, 2);

    gov_test_kill(&slow);
    gov_test_kill(&late);
}


static void
a_second_rollback_goes_further_back(void **state)
{
    gov_test_run_t     *t;
    gov_switch_result_t result;

    t = *state;

    gov_test_published(t, 1, 1, 0);
    gov_test_published(t, 2, 2, 0);
    gov_test_published(t, 3, 3, 0);

    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_OK);
    gov_test_record(t, 4, 2, 2);
    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_OK);
    gov_test_record(t, 5, 1, 1);

    /* never forward again to what was withdrawn */

    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_UNKNOWN);
    gov_test_record(t, 5, 1, 1);
}


static void
a_rollback_is_a_new_number(void **state)
{
    gov_test_run_t     *t;
    gov_switch_result_t result;

    t = *state;

    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_UNKNOWN);

    gov_test_published(t, 1, 1, 0);
    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_UNKNOWN);
    assert_non_null(strstr(result.reason, "nothing to go back to"));

    gov_test_published(t, 2, 2, 0);
    gov_test_published(t, 3, 3, 0);

    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_OK);
    gov_test_record(t, 4, 2, 2);
    assert_int_equal(gov_test_rollback(t, 1, &result), GOV_SWITCH_OK);
    gov_test_record(t, 5, 1, 1);
    assert_int_equal(gov_test_rollback(t, 3, &result), GOV_SWITCH_OK);
    gov_test_record(t, 6, 3, 3);

    assert_int_equal(gov_test_rollback(t, 6, &result), GOV_SWITCH_UNKNOWN);
    assert_int_equal(gov_test_rollback(t, 99, &result), GOV_SWITCH_UNKNOWN);
    assert_non_null(strstr(result.reason, "99"));
    gov_test_record(t, 6, 3, 3);
}


static void
sixty_four_activations_are_remembered(void **state)
{
    int                 n;
    char                err[300];
    uint64_t            seq;
    gov_state_t         file;
    gov_record_t        record;
    gov_test_run_t     *t;
    gov_switch_result_t result;

    t = *state;

    for (n = 1; n <= 70; n++) {
        gov_test_published(t, 1 + n % 3, (uint64_t)n, 0);
    }

    assert_int_equal(gov_state_open(&file, &t->run, false, err, sizeof(err)),
                     0);

    for (seq = 0; seq <= 80; seq++) {
        assert_int_equal(gov_state_record(&file, seq, &record),
                         seq > 6 && seq <= 70);
    }

    gov_state_close(&file);

    assert_int_equal(gov_test_rollback(t, 6, &result), GOV_SWITCH_UNKNOWN);
    assert_int_equal(gov_test_seq(t), 70);
    assert_int_equal(gov_test_rollback(t, 8, &result), GOV_SWITCH_OK);
    gov_test_record(t, 71, 1 + 8 % 3, 8);
}


static void
two_at_once_do_not_mix(void **state)
{
    int                 status;
    pid_t               pid;
    gov_test_run_t     *t;
    gov_test_worker_t   slow;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    slow = gov_test_worker(t, GOV_TEST_SLOW);

    fflush(NULL);
    pid = fork();

    if (pid == 0) {
        _exit(gov_test_publish(t, 2, 5000, &result) == GOV_SWITCH_OK ? 0 : 1);
    }

    gov_test_ms(150);
    assert_int_equal(gov_test_publish(t, 3, 5000, &result), GOV_SWITCH_BUSY);
    assert_non_null(strstr(result.reason, "under way"));

    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    gov_test_record(t, 2, 2, 0);

    gov_test_kill(&slow);
}


static void
a_switcher_that_is_killed_changes_nothing(void **state)
{
    char                one[NAME], path[300];
    pid_t               pid;
    gov_test_run_t     *t;
    gov_test_worker_t   good, stopped;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    gov_test_generation(t, 1, path, one);
    good = gov_test_worker(t, GOV_TEST_GOOD);
    stopped = gov_test_worker(t, GOV_TEST_GOOD);
    kill(stopped.pid, SIGSTOP);

    fflush(NULL);
    pid = fork();

    if (pid == 0) {
        (void)gov_test_publish(t, 2, 9000, &result);
        _exit(0);
    }

    gov_test_ms(300);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    kill(stopped.pid, SIGCONT);

    assert_int_equal(gov_test_seq(t), 1);
    gov_test_serves(&good, 1, one);
    gov_test_serves(&stopped, 1, one);

    gov_test_published(t, 3, 2, 2);
    gov_test_kill(&good);
    gov_test_kill(&stopped);
}


/*
 * Workers come and go as fast as they can while switches are tried: a switch
 * either happens to all or does not happen, and the workers that stay follow
 * every one.
 */

static void
churn(const gov_test_run_t *t)
{
    char         err[300];
    gov_agent_t *agent;

    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);

    for (;;) {
        agent = gov_agent_join(&t->run, 8, err, sizeof(err));
        if (agent == NULL) {
            _exit(1);
        }

        gov_agent_wake(agent);
        gov_test_ms((unsigned)rand() % 4);
        gov_agent_wake(agent);
        gov_agent_leave(agent);
        gov_test_ms((unsigned)rand() % 12);
    }
}


static void
a_storm_of_workers_never_leaves_a_half_switch(void **state)
{
    int                 i, ok, changed;
    char                name[NAME], path[300];
    pid_t               storm[2];
    uint64_t            seq;
    gov_switch_e        rc;
    gov_test_run_t     *t;
    gov_test_worker_t   stay[2];
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);

    for (i = 0; i < 2; i++) {
        stay[i] = gov_test_worker(t, GOV_TEST_GOOD);
        fflush(NULL);
        storm[i] = fork();

        if (storm[i] == 0) {
            srand((unsigned)i + 1);
            churn(t);
        }
    }

    seq = 1;
    ok = changed = 0;

    for (i = 0; i < 300 || (i < 3000 && (ok < 5 || changed < 5)); i++) {
        rc = gov_test_publish(t, 2 + i % 5, 2000, &result);

        if (rc == GOV_SWITCH_OK) {
            seq++;
            ok++;

        } else if (rc == GOV_SWITCH_CHANGED) {
            changed++;

        } else if (rc != GOV_SWITCH_UNCHANGED) {
            fail_msg("%s: %s", gov_switch_word(rc), result.reason);
        }

        assert_int_equal(result.seq, seq);
        assert_int_equal(gov_test_seq(t), seq);

        if (rc == GOV_SWITCH_OK) {
            gov_test_generation(t, 2 + i % 5, path, name);
            gov_test_serves(&stay[0], seq, name);
            gov_test_serves(&stay[1], seq, name);
        }
    }

    print_message("%d switched, %d given up\n", ok, changed);
    assert_true(ok >= 5 && changed >= 5);

    for (i = 0; i < 2; i++) {
        kill(storm[i], SIGKILL);
        waitpid(storm[i], NULL, 0);
        gov_test_kill(&stay[i]);
    }
}


#define test(f)                                                               \
    cmocka_unit_test_setup_teardown(f, gov_test_run_open, gov_test_run_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        test(all_workers_switch_to_the_same),
        test(what_is_active_already_is_not_activated_again),
        test(a_refusal_changes_nothing),
        test(a_death_changes_nothing),
        test(a_worker_that_leaves_changes_nothing),
        test(a_stalled_worker_changes_nothing_and_may_come_back),
        test(a_worker_that_joins_meanwhile_changes_nothing),
        test(a_second_rollback_goes_further_back),
        test(a_rollback_is_a_new_number),
        test(sixty_four_activations_are_remembered),
        test(two_at_once_do_not_mix),
        test(a_switcher_that_is_killed_changes_nothing),
        test(a_storm_of_workers_never_leaves_a_half_switch),
    };

    alarm(120);

    return cmocka_run_group_tests_name("activate", tests, NULL, NULL);
}
