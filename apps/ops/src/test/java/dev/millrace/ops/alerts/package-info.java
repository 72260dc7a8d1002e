@NullMarked
package dev.millrace.ops.alerts;

import org.jspecify.annotations.NullMarked;
