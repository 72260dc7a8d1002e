/** Rates of the plugins against the ceiling that the framework sets on the same machine, in the same run. */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
