/** The map of all flows and the page of each: what the console shows of {@link dev.millrace.ops.watch.ClusterView}. */
@NullMarked
package dev.millrace.ops.map;

import org.jspecify.annotations.NullMarked;
