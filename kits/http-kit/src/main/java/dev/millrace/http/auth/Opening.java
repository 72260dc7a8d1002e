package dev.millrace.http.auth;

import dev.millrace.http.HttpSender;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What an authenticator is opened with.
 *
 * @param tokenSender reaches token servers; closed by its owner
 * @param clock the time that proofs hold
 * @param nanos a clock such as {@link System#nanoTime}, for what is looked at again
 */
record Opening(HttpSender tokenSender, Clock clock, LongSupplier nanos) {}
