/** Tests of the copybook compiler. */
@NullMarked
package dev.millrace.feed.copybook;

import org.jspecify.annotations.NullMarked;
