/** Hosts and IP addresses, and which of them requests may go to. */
@NullMarked
package dev.millrace.http.address;

import org.jspecify.annotations.NullMarked;
