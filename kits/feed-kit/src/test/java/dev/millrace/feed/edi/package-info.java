@NullMarked
package dev.millrace.feed.edi;

import org.jspecify.annotations.NullMarked;
