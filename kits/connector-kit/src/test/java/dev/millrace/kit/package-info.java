/** What connector-kit promises, as sentences. */
@NullMarked
package dev.millrace.kit;

import org.jspecify.annotations.NullMarked;
