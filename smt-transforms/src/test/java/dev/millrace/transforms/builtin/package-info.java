/** The built-in transforms beside ours, on the same records. */
@NullMarked
package dev.millrace.transforms.builtin;

import org.jspecify.annotations.NullMarked;
