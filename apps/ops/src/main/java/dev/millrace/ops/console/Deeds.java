package dev.millrace.ops.console;

import java.util.Map;

/** Where it is written down what an operator does to connectors. */
@FunctionalInterface
public interface Deeds {

    /**
     * Writes it down before it is done; what can't be written down must not be done.
     *
     * @param event such as connector.restart
     * @param by the user
     * @param subject the connector, with the number of the task behind a slash where it is about one
     * @param more of it; no value of a setting, for it may be a secret
     * @throws dev.millrace.ops.CommandFailure when it can't be written down
     */
    void write(String event, String by, String subject, Map<String, Object> more);
}
