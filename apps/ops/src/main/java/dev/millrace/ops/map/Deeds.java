package dev.millrace.ops.map;

/** Where it is written down what an operator does. */
@FunctionalInterface
public interface Deeds {

    /**
     * Writes it down before it is done; what can't be written down must not be done.
     *
     * @param event such as connector.restart
     * @param by the user
     * @param subject the connector, with the number of the task behind a slash where it is about one
     * @throws dev.millrace.ops.CommandFailure when it can't be written down
     */
    void write(String event, String by, String subject);
}
