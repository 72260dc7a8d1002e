/** Tests of the HTTP kit against its rules and a real receiver. */
@NullMarked
package dev.millrace.http;

import org.jspecify.annotations.NullMarked;
