/*
 * A disk whose sync takes so many microseconds as SLOWSYNC_MICROSECONDS says, to be preloaded before a program: fsync and fdatasync
 * sleep so long and sync nothing, so that figures do not follow the disk of the machine. For measuring only: after a power loss
 * nothing is safe.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <time.h>

static int sleep_instead(void)
{
    static long microseconds = -1;
    if (microseconds < 0) {
        const char *given = getenv("SLOWSYNC_MICROSECONDS");
        microseconds = given ? atol(given) : 0;
    }
    struct timespec pause = { microseconds / 1000000, microseconds % 1000000 * 1000 };
    while (nanosleep(&pause, &pause) != 0 && errno == EINTR) { }
    return 0;
}

int fsync(int file)
{
    (void)file;
    return sleep_instead();
}

int fdatasync(int file)
{
    (void)file;
    return sleep_instead();
}
