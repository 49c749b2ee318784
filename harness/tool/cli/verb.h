/* verb.h -- the verbs of the heapmark tool. Each takes the words behind `heapmark` (argv[0] is the
 * verb) and returns the exit status: 0 fine, 1 the answer is no, 2 it could not run. */
#ifndef HM_CLI_VERB_H
#define HM_CLI_VERB_H

enum { HM_EXIT_OK = 0, HM_EXIT_NO = 1, HM_EXIT_USAGE = 2 };

struct cli_verb {
    const char *name;
    const char *summary; /* one line of `heapmark help` */
    int (*run)(int argc, char **argv);
};

extern const struct cli_verb cli_verbs[]; /* ends with an empty name; verbs.c */

int cmd_compare(int argc, char **argv); /* cmd_compare.c */
int cmd_explain(int argc, char **argv); /* cmd_explain.c */
int cmd_go(int argc, char **argv);      /* cmd_go.c */
int cmd_exercise(int argc, char **argv);
int cmd_grade(int argc, char **argv);
int cmd_grade_all(int argc, char **argv);
int cmd_read_m(int argc, char **argv); /* cmd_read_m.c */
int cmd_run(int argc, char **argv);    /* cmd_run.c */
int cmd_site(int argc, char **argv);   /* cmd_site.c */
int cmd_trace(int argc, char **argv);  /* cmd_trace.c */
int cmd_escape(int argc, char **argv); /* cmd_escape.c */
int cmd_verify(int argc, char **argv); /* cmd_verify.c */

#endif
