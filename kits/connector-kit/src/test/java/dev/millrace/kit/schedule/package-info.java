@NullMarked
package dev.millrace.kit.schedule;

import org.jspecify.annotations.NullMarked;
