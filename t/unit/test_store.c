/*
 * What is kept, and what is refused: generation files, records and the state
 * file that are not what they were.
 */

#include "gov_test_run.h"

#include <dirent.h>


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
        long        at; /* -1: cut to len */
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

    assert_int_equal(
        gov_store_add(&t->run, "/nonexistent", name, err, sizeof(err)), -1);
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
    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_BROKEN);
    assert_non_null(strstr(result.reason, "checksum"));

    assert_int_equal(truncate(path, 500), 0);
    assert_int_equal(gov_test_rollback(t, 1, &result), GOV_SWITCH_BROKEN);
    assert_non_null(strstr(result.reason, "truncated"));

    assert_int_equal(unlink(path), 0);
    assert_int_equal(gov_test_rollback(t, 0, &result), GOV_SWITCH_UNKNOWN);
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
    gov_test_record(t, 4, 2, 2);

    gov_test_generation(t, 2, path, name);
    gov_test_stored(t, name, path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(gov_switch_recover(&t->run, &result), GOV_SWITCH_OK);
    assert_non_null(strstr(result.reason, "No such file"));
    gov_test_record(t, 5, 1, 1);

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
    assert_int_equal(gov_test_publish(t, 1, 0, &result), GOV_SWITCH_UNCHANGED);

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
    gov_test_record(t, 3, 1, 1);
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


#define test(f)                                                               \
    cmocka_unit_test_setup_teardown(f, gov_test_run_open, gov_test_run_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        test(pruning_keeps_the_newest_eight),
        test(a_bad_file_is_refused_with_its_reason),
        test(a_damaged_file_is_refused_also_when_a_whole_copy_is_there),
        test(a_damaged_stored_generation_is_not_activated),
        test(a_file_changed_in_place_is_noticed),
        test(at_a_start_the_newest_good_one_is_served),
        test(what_no_worker_could_map_can_be_published_again),
        test(a_damaged_record_is_not_followed),
        test(a_state_file_of_another_format_is_moved_aside),
    };

    alarm(60);

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
