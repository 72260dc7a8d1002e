@NullMarked
package dev.millrace.legacy;

import org.jspecify.annotations.NullMarked;
