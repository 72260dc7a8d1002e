/** Shapes, times and routes: what moves fields, headers, keys and topics without a mapping document. */
@NullMarked
package dev.millrace.transforms.shape;

import org.jspecify.annotations.NullMarked;
