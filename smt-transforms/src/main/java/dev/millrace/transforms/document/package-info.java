/** Documents in fields, read and written: JSON and XML; and events in their envelopes. */
@NullMarked
package dev.millrace.transforms.document;

import org.jspecify.annotations.NullMarked;
