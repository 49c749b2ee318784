// bench_words.cc -- a benchmark in C++: lambdas and templates as cases.
#include <heapmark/bench.h>

#include <string>
#include <vector>

template <class T> void push_three(hm_bench *b)
{
    while (hm_loop(b)) {
        std::vector<T> v;
        v.reserve(3);
        v.push_back(T());
        hm_keep(v.data());
    }
}

int main(int argc, char **argv)
{
    hm_bench_fn *short_string = [](hm_bench *b) {
        while (hm_loop(b)) {
            std::string s("SET C 1");
            hm_keep(s.data());
        }
    };
    const hm_case cases[] = {
        { "Push/type=int", push_three<int>, nullptr, hm_claim_of(1, 12), nullptr },
        { "Push/type=double", push_three<double>, nullptr, hm_claim_of(1, 24), nullptr },
        { "String", short_string, nullptr, hm_claim_of(0, 0), "15 characters fit into the object" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
