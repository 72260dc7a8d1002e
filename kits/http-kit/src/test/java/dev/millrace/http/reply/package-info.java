/** Tests of what replies mean. */
@NullMarked
package dev.millrace.http.reply;

import org.jspecify.annotations.NullMarked;
