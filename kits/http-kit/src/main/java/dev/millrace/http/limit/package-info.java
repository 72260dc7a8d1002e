/** How fast and how many requests go: rates, concurrency, and the limits that receivers tell. */
@NullMarked
package dev.millrace.http.limit;

import org.jspecify.annotations.NullMarked;
