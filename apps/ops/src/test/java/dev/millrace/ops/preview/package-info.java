/** Tests of previews. */
@NullMarked
package dev.millrace.ops.preview;

import org.jspecify.annotations.NullMarked;
