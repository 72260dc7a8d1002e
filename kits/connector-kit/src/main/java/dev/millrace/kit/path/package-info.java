/** Paths: how an option names a place inside of a record; one language for everything that reads or changes records. */
@NullMarked
package dev.millrace.kit.path;

import org.jspecify.annotations.NullMarked;
