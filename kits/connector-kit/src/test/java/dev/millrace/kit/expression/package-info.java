@NullMarked
package dev.millrace.kit.expression;

import org.jspecify.annotations.NullMarked;
