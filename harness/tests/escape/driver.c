// driver.c -- runs the functions of loops.c, results.c, stores.c and numbers.c, so that the
// verdicts of `heapmark escape` can be compared with a traced run.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct box;
struct node;
struct holder {
    int n;
    struct box *box;
};
struct holder *elsewhere(void)
{
    static struct holder h;
    return &h;
}

#define INT_LOOPS(X)                                                                               \
    X(per_iteration) X(kept_in_block) X(carried) X(carried_but_freed_first) X(list_in_loop)        \
    X(holder_inside) X(holder_literal) X(holder_outside_overwritten) X(holder_outside_read_first)  \
    X(nested_in_loop) X(args_array_in_loop) X(goto_loop) X(inner_loop_walks) X(grown)              \
    X(constructor_in_loop) X(two_rounds_apart) X(formatted) X(pushed_in_loop) X(pushed_to_struct)
#define NO_ARGUMENT(X)                                                                             \
    X(kept_in_array) X(shrunk) X(formatted_kept) X(store_global) X(store_global_freed)             \
    X(store_thread_local) X(store_atomic) X(store_exchange) X(store_static_local)                  \
    X(out_parameter_used) X(through_unknown) X(setter_local) X(holder_number)                      \
    X(holder_read_back) X(nested_box) X(nested_inner_returned) X(nested_outer_returned)            \
    X(list_local) X(push_local) X(intrusive) X(obj_use) X(set_in_fresh) X(self_loop)               \
    X(aliased_parameters) X(holder_address_kept) X(memcpy_pointer) X(memcpy_pointer_returned)      \
    X(container_of) X(ret_pointer) X(view_length) X(view_length_from_call)                         \
    X(view_text_from_call) X(constructor_local) X(constructor_returned)                            \
    X(constructor_of_constructor) X(wrapper_constant) X(not_fresh) X(as_number) X(inside)          \
    X(integer_stored) X(two_halves) X(halves_in_memory) X(byte_by_byte) X(bytes_to_global)         \
    X(memcpy_to_integer) X(tagged) X(tagged_stored) X(alignment_checked) X(alignment_returned)     \
    X(distance) X(swapped) X(swapped_returned) X(as_index) X(neighbours) X(asm_passes)             \
    X(asm_keep) X(asm_code) X(spelled_out) X(in_digits)
#define DECLARE_LOOP(f) extern int f(int n);
#define DECLARE(f)      extern void *f(void);
INT_LOOPS(DECLARE_LOOP)
NO_ARGUMENT(DECLARE)
extern void *either(int which);
extern int either_local(int which);
extern int holders_chosen(int which);
extern int number_in_union(int as_box);
extern void *xor_of_two(struct box *other);
extern void list_push(struct node **list);
extern void field_of_parameter(struct holder *h);
extern void copied_out(struct holder *out);
extern void copied_out_number_only(int *out);
extern void setter_parameter(struct holder *h);

int main(void)
{
    struct node *list = NULL;
    struct holder h = { 0, NULL };
    int number;
    uintptr_t results = 0;
#define RUN_LOOP(f) results += (uintptr_t)f(5);
#define RUN(f)      results += (uintptr_t)f();
    INT_LOOPS(RUN_LOOP)
    NO_ARGUMENT(RUN)
    results += (uintptr_t)either(1) + (uintptr_t)either(0);
    results += (uintptr_t)(either_local(0) + either_local(1));
    results += (uintptr_t)(holders_chosen(0) + holders_chosen(1));
    results += (uintptr_t)(number_in_union(0) + number_in_union(1));
    results += (uintptr_t)xor_of_two(NULL);
    list_push(&list);
    field_of_parameter(&h);
    copied_out(&h);
    copied_out_number_only(&number);
    setter_parameter(&h);
    printf("%d\n", results != 0);
    return 0;
}
