/* region_requests.c -- heapmark/region_requests.h: four numbers. */
#include <heapmark/region_requests.h>

int main(void)
{
    return HM_REGION_REQUEST_SEEN == HM_REGION_REQUEST_BEGIN + 3 ? 0 : 1;
}
