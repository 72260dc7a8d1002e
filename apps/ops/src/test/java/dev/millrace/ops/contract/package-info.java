/** Tests of comparing contracts. */
@NullMarked
package dev.millrace.ops.contract;

import org.jspecify.annotations.NullMarked;
