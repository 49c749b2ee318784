/* sqlite.c -- the same 100 rows by sqlite3_exec(), by a statement prepared each time, and by one
 * that is prepared once. */
#include <stdlib.h>

#include <sqlite3.h>

#include <heapmark/bench.h>

#define ASK "SELECT id, name FROM t WHERE id > 0"

static sqlite3 *open_table(hm_bench *b)
{
    sqlite3 *db;
    const char *fill = "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);"
                       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100) "
                       "INSERT INTO t SELECT i, 'row ' || i FROM n;";
    if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
        sqlite3_exec(db, fill, NULL, NULL, NULL) != SQLITE_OK)
        hm_error(b, "no table");
    return db;
}

static int add(void *sum, int columns, char **values, char **names)
{
    (void)columns;
    (void)names;
    *(long *)sum += strtol(values[0], NULL, 10);
    return 0;
}

static void by_exec(hm_bench *b)
{
    sqlite3 *db = open_table(b);
    while (hm_loop(b)) {
        long sum = 0;
        sqlite3_exec(db, ASK, add, &sum, NULL);
        if (sum != 5050)
            hm_error(b, "sum is %ld", sum);
    }
    sqlite3_close(db);
}

static void add_rows(hm_bench *b, sqlite3_stmt *rows)
{
    long sum = 0;
    while (sqlite3_step(rows) == SQLITE_ROW)
        sum += sqlite3_column_int(rows, 0);
    if (sum != 5050)
        hm_error(b, "sum is %ld", sum);
}

static void by_prepare(hm_bench *b)
{
    sqlite3 *db = open_table(b);
    while (hm_loop(b)) {
        sqlite3_stmt *rows;
        sqlite3_prepare_v2(db, ASK, -1, &rows, NULL);
        add_rows(b, rows);
        sqlite3_finalize(rows);
    }
    sqlite3_close(db);
}

static void prepared_once(hm_bench *b)
{
    sqlite3 *db = open_table(b);
    sqlite3_stmt *rows;
    sqlite3_prepare_v2(db, ASK, -1, &rows, NULL);
    add_rows(b, rows);
    sqlite3_reset(rows);
    while (hm_loop(b)) {
        add_rows(b, rows);
        sqlite3_reset(rows);
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Rows100/impl=exec", .run = by_exec },
        { .name = "Rows100/impl=prepare", .run = by_prepare },
        { .name = "Rows100/impl=prepared-once", .run = prepared_once },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
