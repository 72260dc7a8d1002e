/** What the console knows of the cluster: connectors, figures and the registry's entries, asked for at an interval. */
@NullMarked
package dev.millrace.ops.watch;

import org.jspecify.annotations.NullMarked;
