/** What the partners promise, seen from a client's side. */
@NullMarked
package dev.millrace.partner;

import org.jspecify.annotations.NullMarked;
