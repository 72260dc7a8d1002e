package dev.millrace.legacy.session;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;

/** What the parts of a conversation can do to the connection that is open. */
interface Talk {

    Line line();

    /** Nothing more is said or heard on this connection. */
    void end(Ending ending);

    /**
     * The task can't go on.
     *
     * @param sentence what happened and what to do, without payload
     */
    default void stop(FailureKind kind, String code, String sentence) {
        end(new Ending.Stop(new ConnectorFailure(kind, code, line().peer() + ": " + sentence)));
    }
}
