/* dwarf_at.c -- compilation unit, row of the line table, functions: libdw has them. */
#include "symbols/dwarf_at.h"

#include <dwarf.h>
#include <limits.h>
#include <string.h>

enum { FUNCTIONS_MAX = 64 };

/* The compilation unit. gcc writes an index of addresses and clang does not, and libdwfl takes the
 * gaps of the index for parts of the units around them: in a program of both, what it says of
 * clang's code is wrong. So the unit has the last word, and without an index each is asked. */
static Dwarf_Die *unit_at(Dwfl_Module *module, Dwarf_Addr address, Dwarf_Addr *bias)
{
    Dwarf_Die *unit = dwfl_module_addrdie(module, address, bias);
    if (unit != NULL && dwarf_haspc(unit, address - *bias) == 1)
        return unit;
    unit = NULL;
    while ((unit = dwfl_module_nextcu(module, unit, bias)) != NULL)
        if (dwarf_haspc(unit, address - *bias) == 1)
            return unit;
    return NULL;
}

/* The row at `at`, or the nearest before it that has a line. Compilers write line 0 for code that
 * stands for several lines, such as the calls of two branches made one. */
static Dwarf_Line *row_at(Dwarf_Die *unit, Dwarf_Addr at, int *line)
{
    Dwarf_Line *row;
    bool end = false;
    *line = 0;
    while ((row = dwarf_getsrc_die(unit, at)) != NULL && dwarf_lineno(row, line) == 0 &&
           *line == 0 && dwarf_lineaddr(row, &at) == 0 && at > 0 &&
           dwarf_lineendsequence(row, &end) == 0 && !end)
        at--;
    return *line > 0 ? row : NULL;
}

static void set_row(struct symbols_symbol *symbol, Dwarf_Die *unit, Dwarf_Addr at)
{
    Dwarf_Line *row = row_at(unit, at, &symbol->line);
    if (row == NULL)
        return;
    dwarf_linecol(row, &symbol->column);
    symbol->file = dwarf_linesrc(row, NULL, NULL);
}

static int number_of(Dwarf_Die *die, unsigned which)
{
    Dwarf_Attribute attr;
    Dwarf_Word value;
    if (dwarf_formudata(dwarf_attr(die, which, &attr), &value) != 0 || value > INT_MAX)
        return 0;
    return (int)value;
}

/* Where the inlined subroutine was called, in the function around it. */
static void set_call(struct symbols_symbol *caller, Dwarf_Die *unit, Dwarf_Die *inlined)
{
    Dwarf_Files *files;
    caller->line = number_of(inlined, DW_AT_call_line);
    caller->column = number_of(inlined, DW_AT_call_column);
    if (caller->line > 0 && dwarf_getsrcfiles(unit, &files, NULL) == 0)
        caller->file =
            dwarf_filesrc(files, (size_t)number_of(inlined, DW_AT_call_file), NULL, NULL);
}

/* Its first instruction. A function in several pieces has a list of them, the hot one first. */
static bool entry_of(Dwarf_Die *function, Dwarf_Addr *entry)
{
    Dwarf_Addr base, end;
    return dwarf_entrypc(function, entry) == 0 || dwarf_ranges(function, 0, &base, entry, &end) > 0;
}

/* Where the function itself begins in the source; a lambda is not declared, but has code. */
static void set_beginning(struct symbols_symbol *symbol, Dwarf_Die *unit, Dwarf_Die *function)
{
    Dwarf_Addr entry;
    if (dwarf_decl_line(function, &symbol->line) == 0) {
        dwarf_decl_column(function, &symbol->column);
        symbol->file = dwarf_decl_file(function);
    } else if (entry_of(function, &entry)) {
        set_row(symbol, unit, entry);
    }
}

/* Into `scope`, its child that has the code at `at`. False: there is none further in. */
static bool go_in(Dwarf_Die *scope, Dwarf_Addr at)
{
    Dwarf_Die child;
    int last = dwarf_child(scope, &child);
    for (; last == 0; last = dwarf_siblingof(&child, &child)) {
        int tag = dwarf_tag(&child);
        if ((tag == DW_TAG_inlined_subroutine || tag == DW_TAG_lexical_block ||
             tag == DW_TAG_try_block || tag == DW_TAG_catch_block) &&
            dwarf_haspc(&child, at) == 1) {
            *scope = child;
            return true;
        }
    }
    return false;
}

/* The name that the linker knows: in C++ and Rust it has namespaces and classes in it, in C it is
 * the function's. NULL: debug information has none, as of a constructor that was inlined, or of a
 * function that other files cannot call. */
static const char *linker_name(Dwarf_Die *unit, Dwarf_Die *function)
{
    Dwarf_Attribute attr;
    int language = dwarf_srclang(unit);
    if (dwarf_attr_integrate(function, DW_AT_linkage_name, &attr) != NULL ||
        dwarf_attr_integrate(function, DW_AT_MIPS_linkage_name, &attr) != NULL)
        return dwarf_formstring(&attr);
    if (language == DW_LANG_C89 || language == DW_LANG_C || language == DW_LANG_C99 ||
        language == DW_LANG_C11)
        return dwarf_diename(function);
    return NULL;
}

/* Our own hook, inlined into the function that is meant. */
static bool is_hook(const char *function)
{
    return function != NULL && strncmp(function, "__cyg_profile_func_", 19) == 0;
}

/* Where the functions of the unit are: with -gsplit-dwarf in a .dwo file, if there still is one. */
static Dwarf_Die body_of(Dwarf_Die *unit)
{
    Dwarf_Die body;
    uint8_t type;
    if (dwarf_cu_info(unit->cu, NULL, &type, NULL, &body, NULL, NULL, NULL) == 0 &&
        type == DW_UT_skeleton && body.addr != NULL)
        return body;
    return *unit;
}

/* The function at `at` and what is inlined there, innermost first, at most max. */
static size_t functions_at(struct symbols_functions *known, Dwarf_Die *unit, Dwarf_Die *body,
                           Dwarf_Addr at, Dwarf_Die *functions, size_t max)
{
    Dwarf_Die scope;
    size_t n = 0;
    if (!symbols_function_at(known, unit, body, at, &scope))
        return 0;
    do {
        int tag = dwarf_tag(&scope);
        if (tag != DW_TAG_subprogram && tag != DW_TAG_inlined_subroutine)
            continue;
        size_t kept = n < max ? n++ : max - 1; /* the outermost fall out */
        memmove(&functions[1], &functions[0], kept * sizeof *functions);
        functions[0] = scope;
    } while (go_in(&scope, at));
    return n;
}

size_t symbols_dwarf_at(Dwfl_Module *module, struct symbols_functions *known, Dwarf_Addr address,
                        struct symbols_symbol *out, size_t max)
{
    Dwarf_Addr bias = 0;
    Dwarf_Die *unit = unit_at(module, address, &bias), functions[FUNCTIONS_MAX];
    size_t n = 0;

    if (unit == NULL)
        return 0;
    Dwarf_Die body = body_of(unit);
    size_t depth = functions_at(known, unit, &body, address - bias, functions, FUNCTIONS_MAX);
    out[0] = (struct symbols_symbol){ 0 };
    set_row(&out[0], unit, address - bias);
    for (size_t i = 0; i < depth && n < max; i++) {
        out[n].function = dwarf_diename(&functions[i]);
        out[n].full = linker_name(&body, &functions[i]);
        out[n].inlined = dwarf_tag(&functions[i]) == DW_TAG_inlined_subroutine;
        bool hook = out[n].inlined && is_hook(out[n].function);
        if (!hook)
            n++;
        if (n == max || i + 1 == depth)
            break;
        out[n] = (struct symbols_symbol){ 0 };
        if (hook) /* gcc says of it that the hook calls itself */
            set_beginning(&out[n], unit, &functions[i + 1]);
        else
            set_call(&out[n], &body, &functions[i]);
    }
    return n;
}

/* True if a function of that name stands in `outer`, whatever lies between, and is not only
 * declared. */
static bool names(const Dwarf_Die *outer, const char *function)
{
    Dwarf_Die child;
    int last = dwarf_child((Dwarf_Die *)outer, &child);
    for (; last == 0; last = dwarf_siblingof(&child, &child)) {
        const char *name = dwarf_tag(&child) == DW_TAG_subprogram ? dwarf_diename(&child) : NULL;
        if (name != NULL && strcmp(name, function) == 0 &&
            !dwarf_hasattr(&child, DW_AT_declaration))
            return true;
        if (dwarf_haschildren(&child) == 1 && names(&child, function))
            return true;
    }
    return false;
}

bool symbols_dwarf_names(Dwfl_Module *module, const char *function)
{
    Dwarf_Addr bias;
    Dwarf_Die *unit = NULL;
    while ((unit = dwfl_module_nextcu(module, unit, &bias)) != NULL) {
        Dwarf_Die body = body_of(unit);
        if (names(&body, function))
            return true;
    }
    return false;
}
