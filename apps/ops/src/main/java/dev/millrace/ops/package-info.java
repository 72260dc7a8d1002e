/** The command {@code millrace}: where it begins, how it reports, how it fails. */
@NullMarked
package dev.millrace.ops;

import org.jspecify.annotations.NullMarked;
