/** {@code millrace triggers}: change tables of databases. */
@NullMarked
package dev.millrace.ops.triggers;

import org.jspecify.annotations.NullMarked;
