/** Who signed a request, and how to sign one: the schemes of the providers, as data. */
@NullMarked
package dev.millrace.http.signature;

import org.jspecify.annotations.NullMarked;
