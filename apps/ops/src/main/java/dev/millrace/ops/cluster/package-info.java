/** Connectors of a cluster: their files checked, applied, kept and brought back, and the registry of who owns them. */
@NullMarked
package dev.millrace.ops.cluster;

import org.jspecify.annotations.NullMarked;
