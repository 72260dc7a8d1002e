@NullMarked
package dev.millrace.containers;

import org.jspecify.annotations.NullMarked;
