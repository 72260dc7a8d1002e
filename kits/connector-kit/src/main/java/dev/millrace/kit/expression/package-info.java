/** Expressions: how an option says which records it is about; one language for everything that chooses. */
@NullMarked
package dev.millrace.kit.expression;

import org.jspecify.annotations.NullMarked;
