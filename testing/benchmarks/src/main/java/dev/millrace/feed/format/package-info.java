/** Opens to the benchmarks what the formats keep to themselves. */
@NullMarked
package dev.millrace.feed.format;

import org.jspecify.annotations.NullMarked;
