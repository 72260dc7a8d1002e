/** Electronic data interchange: X12, EDIFACT and TRADACOMS, from bytes to records and to the sender's answer. */
@NullMarked
package dev.millrace.feed.edi;

import org.jspecify.annotations.NullMarked;
