/** Where files live: listing, reading from a byte on, moving, deleting. */
@NullMarked
package dev.millrace.feed.store;

import org.jspecify.annotations.NullMarked;
