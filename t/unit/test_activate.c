/*
 * Activation between processes: what a switch does when all goes well, and
 * that nothing changes when anything does not.
 */

#include "gov_test_run.h"

#include <dirent.h>
#include <pthread.h>


#define NAME (GOV_SNAPSHOT_NAME_LEN + 1)


/* the clock of this program, so that a file can be an hour old */

static time_t test_later;

time_t
time(time_t *out)
{
    struct timespec ts;

    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += test_later;

    if (out != NULL) {
        *out = ts.tv_sec;
    }

    return ts.tv_sec;
}


static int
count_files(const gov_test_run_t *t)
{
    int            n;
    DIR           *dir;
    char           path[400];
    struct dirent *entry;

    snprintf(path, sizeof(path), "%s/generations", t->path);
    dir = opendir(path);
    assert_non_null(dir);

    for (n = 0; (entry = readdir(dir)) != NULL; /* void */) {
        n += entry->d_name[0] != '.';
    }

    closedir(dir);

    return n;
}


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

    assert_int_equal(gov_test_publish(t, 1, 0, &result),
                     GOV_SWITCH_UNCHANGED);
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
    nothing_changes(*state, GOV_TEST_LEAVES, GOV_SWITCH_CHANGED,
                    "meanwhile");
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
        assert_int_equal(gov_state_open(&many[i], &t->run, false, err,
                                        sizeof(err)),
                         0);
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


static gov_switch_e
roll_back(gov_test_run_t *t, uint64_t to, gov_switch_result_t *result)
{
    gov_switch_t what = { .back_to = to };

    return gov_switch(&t->run, &what, result);
}


static void
assert_record(gov_test_run_t *t, uint64_t seq, int n, uint64_t repeats)
{
    char         err[300], name[NAME], path[300], have[NAME];
    gov_state_t  file;
    gov_record_t record;

    gov_test_generation(t, n, path, name);
    assert_int_equal(gov_state_open(&file, &t->run, false, err, sizeof(err)),
                     0);
    assert_int_equal(gov_state_seq(&file), seq);
    assert_true(gov_state_record(&file, seq, &record));
    gov_hex(record.generation, GOV_SHA256_LEN, have);
    assert_string_equal(have, name);
    assert_int_equal(record.repeats, repeats);
    gov_state_close(&file);
}


static void
a_rollback_is_a_new_number(void **state)
{
    gov_test_run_t     *t;
    gov_switch_result_t result;

    t = *state;

    assert_int_equal(roll_back(t, 0, &result), GOV_SWITCH_UNKNOWN);

    gov_test_published(t, 1, 1, 0);
    assert_int_equal(roll_back(t, 0, &result), GOV_SWITCH_UNKNOWN);
    assert_non_null(strstr(result.reason, "nothing to go back to"));

    gov_test_published(t, 2, 2, 0);
    gov_test_published(t, 3, 3, 0);

    assert_int_equal(roll_back(t, 0, &result), GOV_SWITCH_OK);
    assert_record(t, 4, 2, 2);
    assert_int_equal(roll_back(t, 1, &result), GOV_SWITCH_OK);
    assert_record(t, 5, 1, 1);
    assert_int_equal(roll_back(t, 3, &result), GOV_SWITCH_OK);
    assert_record(t, 6, 3, 3);

    assert_int_equal(roll_back(t, 6, &result), GOV_SWITCH_UNKNOWN);
    assert_int_equal(roll_back(t, 99, &result), GOV_SWITCH_UNKNOWN);
    assert_non_null(strstr(result.reason, "99"));
    assert_record(t, 6, 3, 3);
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

    assert_int_equal(roll_back(t, 6, &result), GOV_SWITCH_UNKNOWN);
    assert_int_equal(gov_test_seq(t), 70);
    assert_int_equal(roll_back(t, 8, &result), GOV_SWITCH_OK);
    assert_record(t, 71, 1 + 8 % 3, 8);
}


static void
pruning_keeps_the_newest_eight(void **state)
{
    int             n;
    char            name[NAME], path[500];
    gov_test_run_t *t;

    t = *state;

    for (n = 1; n <= 12; n++) {
        gov_test_published(t, n, (uint64_t)n, 0);
    }

    assert_int_equal(count_files(t), 12); /* none is an hour old */

    gov_test_write(t->path, "generations/in.1.2.tmp", "x", 1);
    gov_test_write(t->path, "generations/README", "x", 1);
    gov_test_add(t, 13, name);
    test_later = 3700;
    gov_test_published(t, 13, 13, 0);
    test_later = 0;

    assert_int_equal(count_files(t), 9);

    for (n = 1; n <= 13; n++) {
        gov_test_generation(t, n, path, name);
        gov_test_stored(t, name, path);
        assert_int_equal(access(path, F_OK) == 0, n > 5);
    }
}


static void
damage(const char *path, long at, const void *bytes, size_t len)
{
    int fd;

    assert_int_equal(chmod(path, 0600), 0);
    fd = open(path, O_WRONLY);
    assert_true(fd != -1);
    assert_int_equal(pwrite(fd, bytes, len, at), len);
    close(fd);
    assert_int_equal(chmod(path, 0400), 0);
}


static void
a_bad_file_is_refused_with_its_reason(void **state)
{
    int             i, fd;
    char            name[NAME], path[300], err[300];
    gov_test_run_t *t;

    static const struct {
        long        at;   /* -1: cut to len */
        const char *bytes;
        long        len;
        bool        seal; /* the checksum is right again */
        const char *why;
    } bad[] = {
        { -1, "", 0, false, "empty" },
        { -1, "", 60, false, "too short" },
        { -1, "", 1000, false, "truncated" },
        { 0, "XXXX", 4, false, "not a generation file" },
        { 8, "\1\2\3\4", 4, true, "another byte order" },
        { 12, "\2\0", 2, true, "format 2: this program reads 1 to 1" },
        { 12, "\0\0", 2, true, "format 0" },
        { 24, "\1", 1, false, "checksum" },
        { 3000, "\1", 1, false, "checksum" },
        { 14, "\7\0", 2, true, "section" },
    };

    t = *state;
    gov_test_published(t, 1, 1, 0);

    for (i = 0; i < (int)(sizeof(bad) / sizeof(bad[0])); i++) {
        gov_test_generation(t, 100 + i, path, name);

        if (bad[i].at == -1) {
            assert_int_equal(truncate(path, bad[i].len), 0);

        } else {
            damage(path, bad[i].at, bad[i].bytes, (size_t)bad[i].len);
        }

        if (bad[i].seal) {
            unsigned char bytes[sizeof(gov_header_t) + GOV_TEST_BODY];

            fd = open(path, O_RDONLY);
            assert_int_equal(read(fd, bytes, sizeof(bytes)), sizeof(bytes));
            close(fd);
            gov_test_seal(bytes, sizeof(bytes));
            damage(path, 0, bytes, sizeof(bytes));
        }

        assert_int_equal(gov_store_add(&t->run, path, name, err, sizeof(err)),
                         -1);

        if (strstr(err, bad[i].why) == NULL) {
            fail_msg("%d: \"%s\" does not say \"%s\"", i, err, bad[i].why);
        }

        assert_int_equal(count_files(t), 1);
    }

    assert_int_equal(gov_store_add(&t->run, "/nonexistent", name, err,
                                   sizeof(err)),
                     -1);
    assert_non_null(strstr(err, "No such file"));
    assert_int_equal(gov_store_add(&t->run, "/tmp", name, err, sizeof(err)),
                     -1);
    assert_non_null(strstr(err, "not a regular file"));
    assert_int_equal(gov_test_seq(t), 1);
}


static void
a_damaged_file_is_refused_also_when_a_whole_copy_is_there(void **state)
{
    char            name[NAME], path[300], err[300];
    gov_test_run_t *t;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    gov_test_generation(t, 1, path, name);
    damage(path, 2000, "\xff", 1);

    assert_int_equal(gov_store_add(&t->run, path, name, err, sizeof(err)), -1);
    assert_non_null(strstr(err, "checksum"));
}


static void
a_damaged_stored_generation_is_not_activated(void **state)
{
    char                name[NAME], path[500];
    gov_test_run_t     *t;
    gov_test_worker_t   worker;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    gov_test_published(t, 2, 2, 0);
    worker = gov_test_worker(t, GOV_TEST_GOOD);

    gov_test_generation(t, 1, path, name);
    gov_test_stored(t, name, path);

    damage(path, 2000, "\xff", 1);
    assert_int_equal(roll_back(t, 0, &result), GOV_SWITCH_BROKEN);
    assert_non_null(strstr(result.reason, "checksum"));

    assert_int_equal(truncate(path, 500), 0);
    assert_int_equal(roll_back(t, 1, &result), GOV_SWITCH_BROKEN);
    assert_non_null(strstr(result.reason, "truncated"));

    assert_int_equal(unlink(path), 0);
    assert_int_equal(roll_back(t, 0, &result), GOV_SWITCH_UNKNOWN);
    assert_non_null(strstr(result.reason, "No such file"));

    assert_int_equal(gov_test_seq(t), 2);

    gov_test_published(t, 1, 3, 1); /* brought in anew */
    gov_test_kill(&worker);
}


/* the stamp lets workers skip the checksum of a file that is as it was */

static void
a_file_changed_in_place_is_noticed(void **state)
{
    char            name[NAME], path[500], err[300];
    gov_agent_t    *agent;
    gov_test_run_t *t;

    t = *state;
    gov_test_published(t, 1, 1, 0);

    agent = gov_agent_join(&t->run, 8, err, sizeof(err));
    assert_non_null(agent);
    assert_non_null(agent->current);
    assert_int_equal(gov_test_number(&agent->current->snap), 1);
    gov_agent_leave(agent);

    gov_test_ms(20); /* more than a tick of the file system's clock */
    gov_test_generation(t, 1, path, name);
    gov_test_stored(t, name, path);
    damage(path, 2000, "\xff", 1);

    agent = gov_agent_join(&t->run, 8, err, sizeof(err));
    assert_non_null(agent);
    assert_null(agent->current);
    assert_non_null(strstr(agent->error, "checksum"));
    gov_agent_leave(agent);
}


static void
at_a_start_the_newest_good_one_is_served(void **state)
{
    char                name[NAME], path[500];
    gov_test_run_t     *t;
    gov_switch_result_t result;

    t = *state;

    assert_int_equal(gov_switch_recover(&t->run, &result), GOV_SWITCH_UNKNOWN);
    assert_non_null(strstr(result.reason, "ever activated"));

    gov_test_published(t, 1, 1, 0);
    gov_test_published(t, 2, 2, 0);
    gov_test_published(t, 3, 3, 0);

    assert_int_equal(gov_switch_recover(&t->run, &result),
                     GOV_SWITCH_UNCHANGED);
    assert_int_equal(gov_test_seq(t), 3);

    gov_test_ms(20);
    gov_test_generation(t, 3, path, name);
    gov_test_stored(t, name, path);
    damage(path, 2000, "\xff", 1);
    assert_int_equal(gov_switch_recover(&t->run, &result), GOV_SWITCH_OK);
    assert_non_null(strstr(result.reason, "checksum"));
    assert_record(t, 4, 2, 2);

    gov_test_generation(t, 2, path, name);
    gov_test_stored(t, name, path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(gov_switch_recover(&t->run, &result), GOV_SWITCH_OK);
    assert_non_null(strstr(result.reason, "No such file"));
    assert_record(t, 5, 1, 1);

    gov_test_generation(t, 1, path, name);
    gov_test_stored(t, name, path);
    assert_int_equal(truncate(path, 100), 0);
    assert_int_equal(gov_switch_recover(&t->run, &result), GOV_SWITCH_UNKNOWN);
    assert_non_null(strstr(result.reason, "too short"));
    assert_int_equal(gov_test_seq(t), 5);
}


/* the same file again is "active already", unless nobody can serve it */

static void
what_no_worker_could_map_can_be_published_again(void **state)
{
    char                name[NAME], path[500];
    gov_test_run_t     *t;
    gov_test_worker_t   worker;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    gov_test_generation(t, 1, path, name);
    gov_test_stored(t, name, path);
    assert_int_equal(unlink(path), 0);

    worker = gov_test_worker(t, GOV_TEST_GOOD);
    assert_int_equal(atomic_load(&worker.seen->seq), 0);

    gov_test_published(t, 1, 2, 1);
    gov_test_serves(&worker, 2, name);
    assert_int_equal(gov_test_publish(t, 1, 0, &result),
                     GOV_SWITCH_UNCHANGED);

    gov_test_kill(&worker);
}


static void
a_damaged_record_is_not_followed(void **state)
{
    char                err[300];
    gov_state_t         file;
    gov_agent_t        *agent;
    gov_test_run_t     *t;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    gov_test_published(t, 2, 2, 0);

    assert_int_equal(gov_state_open(&file, &t->run, false, err, sizeof(err)),
                     0);
    file.file->records[2].generation[5] ^= 1;
    gov_state_close(&file);

    agent = gov_agent_join(&t->run, 8, err, sizeof(err));
    assert_null(agent->current);
    assert_non_null(strstr(agent->error, "record of activation 2"));
    gov_agent_leave(agent);

    assert_int_equal(gov_switch_recover(&t->run, &result), GOV_SWITCH_OK);
    assert_record(t, 3, 1, 1);
}


static void
a_state_file_of_another_format_is_moved_aside(void **state)
{
    char                path[500], err[300], command[700];
    uint32_t            format;
    uint64_t            lineage;
    gov_state_t         file;
    gov_test_run_t     *t;
    gov_test_worker_t   worker;
    gov_switch_result_t result;

    t = *state;
    gov_test_published(t, 1, 1, 0);
    worker = gov_test_worker(t, GOV_TEST_GOOD);

    assert_int_equal(gov_state_open(&file, &t->run, true, err, sizeof(err)),
                     0);
    lineage = file.file->lineage;
    gov_state_close(&file);

    snprintf(path, sizeof(path), "%s/activate/state", t->path);
    format = GOV_STATE_FORMAT + 1;
    damage(path, 12, &format, sizeof(format));

    assert_int_equal(gov_state_open(&file, &t->run, false, err, sizeof(err)),
                     -1);
    assert_non_null(strstr(err, "this program reads format"));

    /* not while a worker of that other version uses it */

    assert_int_equal(gov_test_publish(t, 2, 0, &result), GOV_SWITCH_FAILED);
    assert_non_null(strstr(result.reason, "in use by workers"));

    gov_test_kill(&worker);
    assert_int_equal(gov_state_open(&file, &t->run, true, err, sizeof(err)),
                     0);
    assert_non_null(strstr(err, "this program reads format"));
    assert_true(file.file->lineage != lineage);
    assert_int_equal(gov_state_seq(&file), 0);
    gov_state_close(&file);

    snprintf(command, sizeof(command), "test -e %s.broken.*", path);
    assert_int_equal(system(command), 0);
    gov_test_published(t, 2, 1, 0);
}


static void
two_at_once_do_not_mix(void **state)
{
    int                 fd;
    char                path[400];
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

    assert_int_equal(waitpid(pid, &fd, 0), pid);
    assert_int_equal(fd, 0);
    assert_record(t, 2, 2, 0);

    snprintf(path, sizeof(path), "%s/activate", t->path);
    assert_int_equal(access(path, F_OK), 0);
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
                      sizeof(err)) != 0)
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

    for (i = 0; atomic_load(&file->file->workers[agent->slot].proposal)
                    != proposal
                || atomic_load(&agent->preparing);
         i++)
    {
        assert_true(i < 3000);
        gov_test_ms(1);
    }

    assert_int_equal(
        atomic_load(&file->file->workers[agent->slot].verdict),
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

    assert_int_equal(
        atomic_load(&file.file->workers[agent->slot].proposal), 101);
    assert_int_equal(
        atomic_load(&file.file->workers[agent->slot].verdict),
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

    for ( ;; ) {
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
        test(a_killed_workers_slot_is_free_again),
        test(all_slots_taken_is_said),
        test(a_rollback_is_a_new_number),
        test(sixty_four_activations_are_remembered),
        test(pruning_keeps_the_newest_eight),
        test(a_bad_file_is_refused_with_its_reason),
        test(a_damaged_file_is_refused_also_when_a_whole_copy_is_there),
        test(a_damaged_stored_generation_is_not_activated),
        test(a_file_changed_in_place_is_noticed),
        test(at_a_start_the_newest_good_one_is_served),
        test(what_no_worker_could_map_can_be_published_again),
        test(a_damaged_record_is_not_followed),
        test(a_state_file_of_another_format_is_moved_aside),
        test(two_at_once_do_not_mix),
        test(a_switcher_that_is_killed_changes_nothing),
        test(an_overtaken_proposal_is_never_served),
        test(what_was_never_activated_is_dropped),
        test(a_damaged_proposal_is_refused),
        test(a_pinned_generation_stays_until_it_is_let_go),
        test(a_storm_of_workers_never_leaves_a_half_switch),
    };

    alarm(120);

    return cmocka_run_group_tests_name("activate", tests, NULL, NULL);
}
