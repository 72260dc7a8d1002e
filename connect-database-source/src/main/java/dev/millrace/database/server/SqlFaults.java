package dev.millrace.database.server;

import dev.millrace.kit.ConnectorFailure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Failures of drivers in our terms.
 *
 * <p>SQLSTATE decides where a server has one for the case, the server's own number where it has not; the table of both is
 * {@link FaultTable}. What comes out names the reading, SQLSTATE and number. The server's words are repeated where they can
 * only name things (hosts, users, tables, columns), never where they may quote data; the same goes for the causes.
 */
public final class SqlFaults {

    /** Exceptions can form a circle. */
    private static final int DEEPEST = 20;

    private static final int LONGEST_QUOTE = 300;
    private static final Pattern PARAGRAPHS = Pattern.compile("\\R\\s*\\R");

    private SqlFaults() {}

    /**
     * What a failure means.
     *
     * @param reading the table or query that failed
     */
    public static ConnectorFailure failure(Dialect dialect, String reading, SQLException failure) {
        return failure(ServerKind.speaking(dialect), reading, failure);
    }

    static ConnectorFailure failure(ServerKind kind, String reading, SQLException failure) {
        Diagnosis diagnosis = Diagnosis.of(kind, failure);
        SqlFault fault = diagnosis.fault;
        StringBuilder message = new StringBuilder(reading)
                .append(": ")
                .append(fault.sentence())
                .append(" (SQLSTATE ")
                .append(Optional.ofNullable(diagnosis.failure.getSQLState()).orElse("none"));
        if (diagnosis.failure.getErrorCode() != 0) {
            message.append(", code ").append(diagnosis.failure.getErrorCode());
        }
        message.append(')');
        if (fault.mayQuoteServer()) {
            message.append(": ").append(quoted(diagnosis.words()));
        }
        return new ConnectorFailure(
                fault.kind(), fault.code(), message.toString(), SafeCause.of(failure, fault.mayQuoteServer()));
    }

    static SqlFault faultOf(ServerKind kind, SQLException failure) {
        return Diagnosis.of(kind, failure).fault;
    }

    /** One paragraph: MySQL Connector/J appends stack traces as further ones. */
    private static String quoted(String text) {
        String line = PARAGRAPHS
                .split(String.valueOf(text).strip(), 2)[0]
                .replaceAll("\\s+", " ")
                .trim();
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
    }

    /** The exception of the chain that says what it was, and what it says. */
    private record Diagnosis(SQLException failure, SqlFault fault) {

        static Diagnosis of(ServerKind kind, SQLException failure) {
            if (hasCause(failure, CertificateException.class)
                    || hasCause(failure, CertPathValidatorException.class)
                    || hasCause(failure, CertPathBuilderException.class)) {
                return new Diagnosis(failure, SqlFault.CERTIFICATE_REFUSED);
            }
            Throwable at = failure;
            for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
                if (at instanceof SQLException found) {
                    Optional<SqlFault> fault = FaultTable.faultOf(kind, found);
                    if (fault.isPresent()) {
                        return new Diagnosis(found, fault.get());
                    }
                }
            }
            return new Diagnosis(failure, byType(failure));
        }

        /** What the driver says, and what the network said to it. */
        String words() {
            Throwable cause = failure.getCause();
            return failure.getMessage()
                    + (cause instanceof IOException || cause instanceof GeneralSecurityException
                            ? " (" + cause + ")"
                            : "");
        }

        private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
            Throwable at = failure;
            for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
                if (type.isInstance(at)) {
                    return true;
                }
            }
            return false;
        }

        /** What is left is what the pool says by itself, and drivers without any code. */
        private static SqlFault byType(SQLException failure) {
            if (hasCause(failure, InterruptedException.class)) {
                return SqlFault.CONNECTION_LOST;
            }
            if (failure instanceof SQLTimeoutException) {
                return SqlFault.STATEMENT_TIMEOUT;
            }
            if (failure instanceof SQLTransientConnectionException && failure.getSQLState() == null) {
                return SqlFault.POOL_EXHAUSTED;
            }
            if (ConnectorJWords.refuseToWrite(failure)) {
                return SqlFault.READ_ONLY;
            }
            // MySQL Connector/J has SQLSTATE S1000 for a connection that breaks within a streamed result.
            return failure instanceof SQLTransientException
                            || failure instanceof SQLRecoverableException
                            || hasCause(failure, IOException.class)
                    ? SqlFault.CONNECTION_LOST
                    : SqlFault.SQL_FAILURE;
        }
    }
}
