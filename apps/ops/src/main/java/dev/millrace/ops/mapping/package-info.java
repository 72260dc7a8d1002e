/** {@code millrace mapping}: pages about mapping documents. */
@NullMarked
package dev.millrace.ops.mapping;

import org.jspecify.annotations.NullMarked;
