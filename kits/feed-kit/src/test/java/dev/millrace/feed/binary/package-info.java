@NullMarked
package dev.millrace.feed.binary;

import org.jspecify.annotations.NullMarked;
