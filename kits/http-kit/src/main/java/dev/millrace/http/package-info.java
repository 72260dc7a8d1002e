/** HTTP in both directions: client, authentication, response classification. */
@NullMarked
package dev.millrace.http;

import org.jspecify.annotations.NullMarked;
