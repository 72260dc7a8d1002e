/** Tests of unpacking and decryption. */
@NullMarked
package dev.millrace.feed.content;

import org.jspecify.annotations.NullMarked;
