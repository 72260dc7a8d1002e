@NullMarked
package dev.millrace.feed.layout;

import org.jspecify.annotations.NullMarked;
