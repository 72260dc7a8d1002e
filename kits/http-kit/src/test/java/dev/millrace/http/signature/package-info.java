@NullMarked
package dev.millrace.http.signature;

import org.jspecify.annotations.NullMarked;
