/** The one file loop: discover, claim, read, hand over, confirm, finish. */
@NullMarked
package dev.millrace.feed;

import org.jspecify.annotations.NullMarked;
