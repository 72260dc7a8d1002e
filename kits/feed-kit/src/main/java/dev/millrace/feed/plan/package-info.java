/** What a binary record is made of, and the flat plan that decodes it. Knows nothing of streams, files or copybooks. */
@NullMarked
package dev.millrace.feed.plan;

import org.jspecify.annotations.NullMarked;
