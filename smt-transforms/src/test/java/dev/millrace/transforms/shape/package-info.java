/** Tests of the room of the same name. */
@NullMarked
package dev.millrace.transforms.shape;

import org.jspecify.annotations.NullMarked;
