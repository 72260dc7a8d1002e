/** Tests of sizes. */
@NullMarked
package dev.millrace.transforms.limits;

import org.jspecify.annotations.NullMarked;
