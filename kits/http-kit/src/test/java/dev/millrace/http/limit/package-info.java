/** Tests of how fast and how many requests go. */
@NullMarked
package dev.millrace.http.limit;

import org.jspecify.annotations.NullMarked;
