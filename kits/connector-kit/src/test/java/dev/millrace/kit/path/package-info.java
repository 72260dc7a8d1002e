@NullMarked
package dev.millrace.kit.path;

import org.jspecify.annotations.NullMarked;
