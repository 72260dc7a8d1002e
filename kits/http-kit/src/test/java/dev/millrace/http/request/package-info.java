/** Tests of the HTTP kit against its rules and a real receiver. */
@NullMarked
package dev.millrace.http.request;

import org.jspecify.annotations.NullMarked;
