@NullMarked
package dev.millrace.kit.change;

import org.jspecify.annotations.NullMarked;
