/** Tests of what is done with the connectors of a cluster. */
@NullMarked
package dev.millrace.ops.cluster;

import org.jspecify.annotations.NullMarked;
