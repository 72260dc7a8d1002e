@NullMarked
package dev.millrace.http.auth;

import org.jspecify.annotations.NullMarked;
