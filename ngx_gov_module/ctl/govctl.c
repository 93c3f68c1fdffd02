/*
 * govctl: content from files to a running edge.
 */

#include "gov_ctl.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>


static const gov_ctl_command_t gov_ctl_commands[] = {

    { "lint", gov_ctl_lint, "DIR",
      "finds everything that is wrong in a content tree, in one run, as\n"
      "file:line: id: reason" },

    { "schema", gov_ctl_schema, "[KIND]",
      "prints the JSON Schema of a kind of document, or of all" },

    { "sample", gov_ctl_sample,
      "[--checklists N] [--items N] [--knowledge N] [--places N]\n"
      "                [--seed N] DIR",
      "writes made-up content of the real shape and amount (118, 2711,\n"
      "3000, 2500; seed 1); the same numbers give the same bytes" },

    { "build", gov_ctl_build, "-o FILE [--fast] [--cold] [--threads N] DIR",
      "makes a generation from a content tree; coded bodies of an older FILE\n"
      "are reused unless --cold; --fast compresses quickly, for tests" },

    { "inspect", gov_ctl_inspect,
      "FILE [--keys | --key KEY [--coding identity|gzip|br] [--body]\n"
      "                 [--at SECONDS]]",
      "shows what a generation holds; --body writes a reply's bytes" },

    { "verify", gov_ctl_verify, "FILE",
      "proves a generation's checksum and every offset in it" },

    { "diff", gov_ctl_diff, "A B",
      "lists the replies that were added, removed or changed, and which\n"
      "fields; exits 1 when there are any" },

    { "publish", gov_ctl_publish,
      "--run RUN [--create] [--note TEXT] [--deadline MS] FILE",
      "copies a generation in and activates it on every worker, or on none" },

    { "rollback", gov_ctl_rollback,
      "--run RUN [--to SEQUENCE] [--note TEXT] [--deadline MS]",
      "activates the generation before the active one, or that of SEQUENCE;\n"
      "again goes further back" },

    { "generations", gov_ctl_generations, "--run RUN [--json]",
      "lists what was activated, newest first" },
};

#define GOV_CTL_COMMANDS                                                      \
    (sizeof(gov_ctl_commands) / sizeof(gov_ctl_commands[0]))


static void
gov_ctl_print_indented(FILE *out, const char *text)
{
    fputs("      ", out);

    for (/* void */; *text != '\0'; text++) {
        fputc(*text, out);

        if (*text == '\n') {
            fputs("      ", out);
        }
    }

    fputc('\n', out);
}


static void
gov_ctl_help(FILE *out)
{
    size_t i;

    fputs("usage: govctl COMMAND ...\n\n", out);

    for (i = 0; i < GOV_CTL_COMMANDS; i++) {
        fprintf(out, "  govctl %s %s\n", gov_ctl_commands[i].name,
                gov_ctl_commands[i].usage);
        gov_ctl_print_indented(out, gov_ctl_commands[i].help);
    }

    fputs("\nexit status: 0 done; 1 something is wrong, or was refused; "
          "2 usage\n",
          out);
}


static const gov_ctl_command_t *
gov_ctl_find(const char *name)
{
    size_t i;

    for (i = 0; i < GOV_CTL_COMMANDS; i++) {
        if (strcmp(gov_ctl_commands[i].name, name) == 0) {
            return &gov_ctl_commands[i];
        }
    }

    return NULL;
}


int
gov_ctl_usage(const char *name)
{
    const gov_ctl_command_t *command;

    command = gov_ctl_find(name);

    if (command == NULL) {
        gov_ctl_help(stderr);

    } else {
        fprintf(stderr, "usage: govctl %s %s\n", name, command->usage);
    }

    return GOV_CTL_USAGE;
}


int
gov_ctl_fail(const char *name, const char *fmt, ...)
{
    va_list args;

    fprintf(stderr, "govctl %s: ", name);

    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);

    fputc('\n', stderr);

    return GOV_CTL_WRONG;
}


bool
gov_ctl_number(const char *text, unsigned long long low,
               unsigned long long high, unsigned long long *out)
{
    char *end;

    if (text[0] < '0' || text[0] > '9') {
        return false;
    }

    errno = 0;
    *out = strtoull(text, &end, 10);

    return errno == 0 && *end == '\0' && *out >= low && *out <= high;
}


int
main(int argc, char **argv)
{
    const gov_ctl_command_t *command;

    if (argc >= 2
        && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0
            || strcmp(argv[1], "help") == 0))
    {
        gov_ctl_help(stdout);
        return GOV_CTL_OK;
    }

    command = argc < 2 ? NULL : gov_ctl_find(argv[1]);

    if (command == NULL) {
        if (argc >= 2) {
            fprintf(stderr, "govctl: no such command: %s\n", argv[1]);
        }

        return gov_ctl_usage("");
    }

    if (argc == 3
        && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0))
    {
        printf("usage: govctl %s %s\n", command->name, command->usage);
        gov_ctl_print_indented(stdout, command->help);
        return GOV_CTL_OK;
    }

    return command->run(argc - 1, argv + 1);
}
