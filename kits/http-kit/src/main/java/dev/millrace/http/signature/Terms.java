package dev.millrace.http.signature;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one request is judged by.
 *
 * @param secrets those in force when it came
 * @param tolerance for the times of signatures, instead of the scheme's own
 * @param fetched keys that are not in the settings
 * @param trust in the certificates among them
 */
record Terms(Secrets secrets, Optional<Duration> tolerance, FetchedKeys fetched, Supplier<CertificateTrust> trust) {}
