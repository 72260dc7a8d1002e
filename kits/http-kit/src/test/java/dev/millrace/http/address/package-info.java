/** Tests of where requests may go. */
@NullMarked
package dev.millrace.http.address;

import org.jspecify.annotations.NullMarked;
