/** Times in records: how they are read and written, strictly. */
@NullMarked
package dev.millrace.transforms.time;

import org.jspecify.annotations.NullMarked;
