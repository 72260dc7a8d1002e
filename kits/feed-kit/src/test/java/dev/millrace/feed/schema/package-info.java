@NullMarked
package dev.millrace.feed.schema;

import org.jspecify.annotations.NullMarked;
