/** {@code millrace contract}: what a change of a contract breaks. */
@NullMarked
package dev.millrace.ops.contract;

import org.jspecify.annotations.NullMarked;
