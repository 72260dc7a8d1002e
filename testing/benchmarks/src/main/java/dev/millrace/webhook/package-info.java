/** Opens to the benchmarks what the plugin keeps to itself. */
@NullMarked
package dev.millrace.webhook;

import org.jspecify.annotations.NullMarked;
