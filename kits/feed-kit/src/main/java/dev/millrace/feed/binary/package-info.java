/** The formats {@code copybook} and {@code layout}: framed bytes decoded by a plan into records of several types. */
@NullMarked
package dev.millrace.feed.binary;

import org.jspecify.annotations.NullMarked;
