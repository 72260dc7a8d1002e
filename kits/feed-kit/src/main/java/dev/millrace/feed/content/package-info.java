/** From the bytes of a file to those a format reads: decryption, decompression, and what guards them. */
@NullMarked
package dev.millrace.feed.content;

import org.jspecify.annotations.NullMarked;
