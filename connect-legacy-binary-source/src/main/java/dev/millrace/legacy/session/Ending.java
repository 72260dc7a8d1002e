package dev.millrace.legacy.session;

import dev.millrace.kit.ConnectorFailure;

/** Why a connection ends. */
public sealed interface Ending {

    /**
     * It may be tried again.
     *
     * @param code lower case words with dashes
     * @param message what happened, without payload
     * @param expected whether nothing is wrong
     */
    record Retry(String code, String message, boolean expected) implements Ending {}

    /** The task can't go on. */
    record Stop(ConnectorFailure failure) implements Ending {}

    /** We are leaving. */
    record Left() implements Ending {}
}
