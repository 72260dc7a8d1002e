/** The servers of the tests in containers, by Testcontainers. */
@NullMarked
package dev.millrace.containers;

import org.jspecify.annotations.NullMarked;
