/** The transforms that a connector's configuration names; each is thin, its work stands in a room beside. */
@NullMarked
package dev.millrace.transforms;

import org.jspecify.annotations.NullMarked;
