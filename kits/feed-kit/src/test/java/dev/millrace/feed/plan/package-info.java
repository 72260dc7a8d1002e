/** Tests of the plan of binary records. */
@NullMarked
package dev.millrace.feed.plan;

import org.jspecify.annotations.NullMarked;
