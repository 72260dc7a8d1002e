/** Tests of the room of the same name. */
@NullMarked
package dev.millrace.transforms.time;

import org.jspecify.annotations.NullMarked;
