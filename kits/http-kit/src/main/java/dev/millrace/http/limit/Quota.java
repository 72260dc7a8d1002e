package dev.millrace.http.limit;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a receiver says may still be asked.
 *
 * @param remaining requests, 0 or more
 * @param reset until there are more; not negative
 * @param limit of requests in all; empty where it is not told
 */
record Quota(long remaining, Duration reset, OptionalLong limit) {}
