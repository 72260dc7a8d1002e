/** Opens to the benchmarks what the plugin keeps to itself. */
@NullMarked
package dev.millrace.sftp;

import org.jspecify.annotations.NullMarked;
