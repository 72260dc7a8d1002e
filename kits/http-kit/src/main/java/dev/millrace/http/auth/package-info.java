/** How requests prove who sends them. */
@NullMarked
package dev.millrace.http.auth;

import org.jspecify.annotations.NullMarked;
