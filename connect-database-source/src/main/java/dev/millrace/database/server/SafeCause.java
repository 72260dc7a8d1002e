package dev.millrace.database.server;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands for an exception in a trace: its class, its place and its codes, without words that may quote data. */
final class SafeCause extends Exception {

    private static final long serialVersionUID = 1L;

    /** Causes can form a circle. */
    private static final int DEEPEST = 20;

    private SafeCause(String message, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(message, cause, false, true);
        setStackTrace(trace);
    }

    /**
     * The stand-in for an exception and its causes.
     *
     * @param quoted whether the words of SQL exceptions name things only, and may be kept
     */
    static SafeCause of(Throwable failure, boolean quoted) {
        return of(failure, quoted, 0);
    }

    private static SafeCause of(Throwable failure, boolean quoted, int depth) {
        StringBuilder message = new StringBuilder(failure.getClass().getName());
        if (failure instanceof SQLException sql) {
            message.append(" SQLSTATE ")
                    .append(Optional.ofNullable(sql.getSQLState()).orElse("none"))
                    .append(" code ")
                    .append(sql.getErrorCode());
        }
        if (quoted) {
            message.append(": ").append(failure.getMessage());
        }
        Throwable cause = failure.getCause();
        return new SafeCause(
                message.toString(),
                cause == null || depth == DEEPEST ? null : of(cause, quoted, depth + 1),
                failure.getStackTrace());
    }
}
