/** Framed TCP feeds and mainframe record files to Kafka records. */
@NullMarked
package dev.millrace.legacy;

import org.jspecify.annotations.NullMarked;
