@NullMarked
package dev.millrace.ops.form;

import org.jspecify.annotations.NullMarked;
