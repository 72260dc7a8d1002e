package dev.millrace.http.reply;

import dev.millrace.kit.ConnectorFailure;
import java.util.Optional;

/**
 * What a reply means, and the failure that it stands for.
 *
 * @param failure empty where the meaning is success or ignore
 */
public record Verdict(Meaning meaning, Optional<ConnectorFailure> failure) {}
