/*
 * One worker's part, step by step, and the slots that tell who is alive.
 */

#include "gov_test_run.h"


#define NAME (GOV_SNAPSHOT_NAME_LEN + 1)


static void
a_killed_workers_slot_is_free_again(void **state)
{
    char              err[300];
    uint64_t          before, after;
    gov_state_t       file;
    gov_test_run_t   *t;
    gov_test_worker_t first, second, third;

    t = *state;
    gov_test_published(t, 1, 1, 0);

    first = gov_test_worker(t, GOV_TEST_GOOD);
    second = gov_test_worker(t, GOV_TEST_GOOD);
    assert_int_equal(atomic_load(&first.seen->slot), 0);
    assert_int_equal(atomic_load(&second.seen->slot), 1);

    assert_int_equal(gov_state_open(&file, &t->run, false, err, sizeof(err)),
                     0);
    assert_true(gov_state_alive(&file, 0));
    assert_true(gov_state_alive(&file, 1));
    assert_false(gov_state_alive(&file, 2));

    gov_test_kill(&first);
    assert_false(gov_state_alive(&file, 0));
    assert_int_not_equal(atomic_load(&file.file->workers[0].pid), 0);

    before = atomic_load(&file.file->word);
    gov_state_reap(&file);
    after = atomic_load(&file.file->word);
    assert_int_equal(atomic_load(&file.file->workers[0].pid), 0);
    assert_int_equal(gov_word_seq(after), gov_word_seq(before));
    assert_int_equal(gov_word_version(after), gov_word_version(before) + 1);

    gov_state_reap(&file);
    assert_int_equal(atomic_load(&file.file->word), after);
    assert_int_equal(atomic_load(&file.file->workers[1].pid), second.pid);

    third = gov_test_worker(t, GOV_TEST_GOOD);
    assert_int_equal(atomic_load(&third.seen->slot), 0);

    gov_state_close(&file);
    gov_test_published(t, 2, 2, 2);
    gov_test_kill(&second);
    gov_test_kill(&third);
}


static void
all_slots_taken_is_said(void **state)
{
    int             i;
    char            err[300];
    gov_state_t     file;
    gov_test_run_t *t;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    assert_int_equal(gov_state_open(&file, &t->run, false, err, sizeof(err)),
                     0);

    /* one opening owns all its locks, so join through others */

    for (i = 0; i < GOV_WORKERS_MAX; i++) {
        atomic_store(&file.file->workers[i].pid, 0);
    }

    gov_state_t many[GOV_WORKERS_MAX];

    for (i = 0; i < GOV_WORKERS_MAX; i++) {
        assert_int_equal(
            gov_state_open(&many[i], &t->run, false, err, sizeof(err)), 0);
        assert_int_equal(gov_state_join(&many[i], 1), i);
    }

    assert_null(gov_agent_join(&t->run, 8, err, sizeof(err)));
    assert_non_null(strstr(err, "all 256 are taken"));

    gov_state_leave(&many[77], 77);
    assert_int_equal(gov_state_join(&many[77], 1), 77);

    for (i = 0; i < GOV_WORKERS_MAX; i++) {
        gov_state_close(&many[i]);
    }

    gov_state_close(&file);
}


/*
 * Here the test is the switcher: it writes proposals by hand, so that each
 * step of an agent can be looked at.
 */

static void
propose(gov_state_t *file, uint64_t proposal, uint64_t seq, const char *name,
        const gov_run_t *run)
{
    char           err[300];
    gov_record_t   record = { .seq = seq };
    gov_snapshot_t snap;

    assert_true(gov_unhex(name, record.generation, GOV_SHA256_LEN));

    if (gov_store_map(run, record.generation, NULL, &snap, &record.stamp, err,
                      sizeof(err))
        != 0)
    {
        fail_msg("%s", err);
    }

    gov_snapshot_close(&snap);
    gov_record_seal(&record);
    file->file->candidate = record;
    atomic_store(&file->file->proposal, proposal);
}


static void
flip(gov_state_t *file)
{
    uint64_t            seq;
    const gov_record_t *record;

    record = &file->file->candidate;
    seq = record->seq;
    file->file->records[seq % GOV_RECORDS_MAX] = *record;
    atomic_store(&file->file->word,
                 gov_word(seq, gov_word_version(file->file->word)));
}


static void
prepare(gov_agent_t *agent, gov_state_t *file, uint64_t proposal)
{
    int i;

    gov_agent_wake(agent);

    for (i = 0;
         atomic_load(&file->file->workers[agent->slot].proposal) != proposal
         || atomic_load(&agent->preparing);
         i++)
    {
        assert_true(i < 3000);
        gov_test_ms(1);
    }

    assert_int_equal(atomic_load(&file->file->workers[agent->slot].verdict),
                     GOV_VERDICT_READY);
}


static void
begin_by_hand(gov_test_run_t *t, gov_state_t *file, gov_agent_t **agent,
              unsigned max_live)
{
    char err[300];

    gov_test_published(t, 1, 1, 0);
    assert_int_equal(gov_state_open(file, &t->run, false, err, sizeof(err)),
                     0);
    *agent = gov_agent_join(&t->run, max_live, err, sizeof(err));
    assert_non_null(*agent);
    assert_int_equal(gov_test_number(&gov_agent_current(*agent)->snap), 1);
}


static void
an_overtaken_proposal_is_never_served(void **state)
{
    char            two[NAME], three[NAME];
    gov_state_t     file;
    gov_agent_t    *agent;
    gov_test_run_t *t;

    t = *state;
    begin_by_hand(t, &file, &agent, 8);
    gov_test_add(t, 2, two);
    gov_test_add(t, 3, three);

    propose(&file, 101, 2, two, &t->run);
    prepare(agent, &file, 101);
    assert_true(gov_agent_pending(agent));
    assert_int_equal(gov_test_number(&gov_agent_current(agent)->snap), 1);

    /* given up, without a wake-up; the next one has the same number */

    propose(&file, 102, 2, three, &t->run);
    prepare(agent, &file, 102);
    flip(&file);

    /* the word alone moves the next request, before any wake-up */

    assert_int_equal(gov_test_number(&gov_agent_current(agent)->snap), 3);
    assert_int_equal(agent->nlive, 1);
    assert_false(gov_agent_pending(agent));

    atomic_store(&file.file->proposal, 0);
    gov_agent_wake(agent);
    assert_int_equal(gov_test_number(&gov_agent_current(agent)->snap), 3);

    gov_agent_leave(agent);
    gov_state_close(&file);
}


static void
what_was_never_activated_is_dropped(void **state)
{
    char            two[NAME];
    gov_state_t     file;
    gov_agent_t    *agent;
    gov_test_run_t *t;

    t = *state;
    begin_by_hand(t, &file, &agent, 8);
    gov_test_add(t, 2, two);

    /* by the switcher's word */

    propose(&file, 101, 2, two, &t->run);
    prepare(agent, &file, 101);
    gov_agent_wake(agent);
    assert_true(gov_agent_pending(agent));
    atomic_store(&file.file->proposal, 0);
    gov_agent_wake(agent);
    assert_false(gov_agent_pending(agent));

    /* by the clock, when the switcher died */

    propose(&file, 102, 2, two, &t->run);
    prepare(agent, &file, 102);
    assert_false(gov_agent_expire(agent));
    assert_false(gov_agent_pending(agent));
    assert_int_equal(gov_test_number(&gov_agent_current(agent)->snap), 1);

    /* dropped too early, it is still found */

    flip(&file);
    assert_int_equal(gov_test_number(&gov_agent_current(agent)->snap), 2);

    gov_agent_leave(agent);
    gov_state_close(&file);
}


static void
a_damaged_proposal_is_refused(void **state)
{
    char            two[NAME];
    gov_state_t     file;
    gov_agent_t    *agent;
    gov_test_run_t *t;

    t = *state;
    begin_by_hand(t, &file, &agent, 8);
    gov_test_add(t, 2, two);
    propose(&file, 101, 2, two, &t->run);
    file.file->candidate.generation[0] ^= 1;
    gov_agent_wake(agent);

    assert_int_equal(atomic_load(&file.file->workers[agent->slot].proposal),
                     101);
    assert_int_equal(atomic_load(&file.file->workers[agent->slot].verdict),
                     GOV_VERDICT_REFUSED);
    assert_false(gov_agent_pending(agent));

    gov_agent_leave(agent);
    gov_state_close(&file);
}


static void
a_pinned_generation_stays_until_it_is_let_go(void **state)
{
    int             n;
    char            name[NAME];
    gov_live_t     *pinned[6], *overdue;
    gov_state_t     file;
    gov_agent_t    *agent;
    gov_test_run_t *t;

    t = *state;
    begin_by_hand(t, &file, &agent, 3);

    for (n = 1; n <= 5; n++) {
        if (n > 1) {
            gov_test_add(t, n, name);
            propose(&file, 100 + (uint64_t)n, (uint64_t)n, name, &t->run);
            prepare(agent, &file, 100 + (uint64_t)n);
            flip(&file);
            atomic_store(&file.file->proposal, 0);
            gov_agent_wake(agent);
        }

        pinned[n] = gov_agent_current(agent);
        gov_agent_pin(pinned[n]);
        assert_int_equal(agent->nlive, n);
    }

    /* the bound of three leaves 5, 4 and 3 */

    overdue = gov_agent_overdue(agent);
    assert_ptr_equal(overdue, pinned[2]);
    assert_ptr_equal(overdue->older, pinned[1]);
    assert_null(overdue->older->older);

    for (n = 1; n <= 5; n++) {
        assert_int_equal(gov_test_number(&pinned[n]->snap), n);
    }

    gov_agent_unpin(agent, pinned[2]);
    assert_ptr_equal(gov_agent_overdue(agent), pinned[1]);
    gov_agent_unpin(agent, pinned[1]);
    assert_null(gov_agent_overdue(agent));
    gov_agent_unpin(agent, pinned[4]);
    gov_agent_unpin(agent, pinned[5]);
    assert_int_equal(agent->nlive, 2);
    assert_int_equal(gov_test_number(&pinned[3]->snap), 3);
    gov_agent_unpin(agent, pinned[3]);
    assert_int_equal(agent->nlive, 1);
    assert_int_equal(gov_test_number(&gov_agent_current(agent)->snap), 5);

    gov_agent_leave(agent);
    gov_state_close(&file);
}


#define test(f)                                                               \
    cmocka_unit_test_setup_teardown(f, gov_test_run_open, gov_test_run_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_killed_workers_slot_is_free_again),
        test(all_slots_taken_is_said),
        test(an_overtaken_proposal_is_never_served),
        test(what_was_never_activated_is_dropped),
        test(a_damaged_proposal_is_refused),
        test(a_pinned_generation_stays_until_it_is_let_go),
    };

    alarm(60);

    return cmocka_run_group_tests_name("agent", tests, NULL, NULL);
}
