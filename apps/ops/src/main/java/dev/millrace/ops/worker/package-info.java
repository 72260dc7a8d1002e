/** What a worker does with a configuration, done here: finding its plugins, and running its transforms. */
@NullMarked
package dev.millrace.ops.worker;

import org.jspecify.annotations.NullMarked;
