@NullMarked
package dev.millrace.feed.framing;

import org.jspecify.annotations.NullMarked;
