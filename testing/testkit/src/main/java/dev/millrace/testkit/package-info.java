/** The harness and the contract tests that each connector must pass. */
@NullMarked
package dev.millrace.testkit;

import org.jspecify.annotations.NullMarked;
