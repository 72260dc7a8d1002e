/** Tests of previews. */
@NullMarked
package dev.millrace.ops.mapping;

import org.jspecify.annotations.NullMarked;
