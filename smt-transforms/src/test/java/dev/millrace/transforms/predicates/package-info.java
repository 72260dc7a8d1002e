/** Tests of the room of the same name. */
@NullMarked
package dev.millrace.transforms.predicates;

import org.jspecify.annotations.NullMarked;
