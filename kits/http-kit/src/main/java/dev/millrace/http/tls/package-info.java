/** Certificates, keys and trust of the HTTP client, and the files they come from. */
@NullMarked
package dev.millrace.http.tls;

import org.jspecify.annotations.NullMarked;
