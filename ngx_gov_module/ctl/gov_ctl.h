/*
 * govctl's parts.  A command gets its own arguments (argv[0] is its name) and
 * returns the exit status: 0 done, 1 something is wrong or was refused, 2 the
 * call itself cannot be understood.
 */

#ifndef GOV_CTL_H
#define GOV_CTL_H

#include <stdbool.h>
#include <stddef.h>


#define GOV_CTL_OK    0
#define GOV_CTL_WRONG 1
#define GOV_CTL_USAGE 2


typedef struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage; /* after the name */
    const char *help;
} gov_ctl_command_t;


int gov_ctl_lint(int argc, char **argv);
int gov_ctl_schema(int argc, char **argv);
int gov_ctl_sample(int argc, char **argv);
int gov_ctl_build(int argc, char **argv);
int gov_ctl_inspect(int argc, char **argv);
int gov_ctl_verify(int argc, char **argv);
int gov_ctl_diff(int argc, char **argv);
int gov_ctl_publish(int argc, char **argv);
int gov_ctl_rollback(int argc, char **argv);
int gov_ctl_generations(int argc, char **argv);

/* Says how the command is called, on stderr; GOV_CTL_USAGE. */
int gov_ctl_usage(const char *name);

/* "govctl NAME: ..." on stderr; GOV_CTL_WRONG. */
int gov_ctl_fail(const char *name, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A whole number from low to high; false: text is none. */
bool gov_ctl_number(const char *text, unsigned long long low,
                    unsigned long long high, unsigned long long *out);

/* A bar on stderr when that is a terminal (a gov_progress_pt). */
void gov_ctl_progress(void *data, const char *stage, size_t done,
                      size_t total);
/* Wipes the bar. */
void gov_ctl_progress_end(void);


#endif /* GOV_CTL_H */
