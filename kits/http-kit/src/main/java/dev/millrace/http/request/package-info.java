/** What requests look like: addresses, headers and bodies made from templates. */
@NullMarked
package dev.millrace.http.request;

import org.jspecify.annotations.NullMarked;
