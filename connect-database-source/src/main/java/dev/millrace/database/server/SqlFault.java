package dev.millrace.database.server;

import dev.millrace.kit.FailureKind;
import java.util.Locale;

/** What went wrong with a statement or a connection, as far as it matters. */
enum SqlFault {
    CONNECTION_LOST(FailureKind.TRANSIENT, Words.QUOTED, "the server can't be reached, or the connection broke"),
    SERVER_SHUTTING_DOWN(
            FailureKind.TRANSIENT, Words.QUOTED, "the server is starting, stopping or ended the connection"),
    TOO_MANY_CONNECTIONS(
            FailureKind.TRANSIENT,
            Words.KEPT_BACK,
            "the server has no connection left: let it allow more, or lower connection.max"),
    POOL_EXHAUSTED(
            FailureKind.TRANSIENT,
            Words.KEPT_BACK,
            "all connections were in use for connect.timeout.ms: raise connection.max to what read.threads need"),
    SERVER_OVERLOADED(FailureKind.TRANSIENT, Words.KEPT_BACK, "the server lacks memory, disk or another resource"),
    DEADLOCK(FailureKind.TRANSIENT, Words.KEPT_BACK, "the server ended the statement to break a deadlock"),
    LOCK_TIMEOUT(
            FailureKind.TRANSIENT,
            Words.KEPT_BACK,
            "somebody else's lock was not released in time: find its holder, or raise lock.timeout.ms"),
    STATEMENT_TIMEOUT(
            FailureKind.TRANSIENT,
            Words.KEPT_BACK,
            "the statement took too long or was cancelled: give the query an index, or raise statement.timeout.ms"),
    SERIALIZATION_FAILURE(
            FailureKind.TRANSIENT, Words.KEPT_BACK, "the server rolled the transaction back, as others were faster"),
    SCHEMA_CHANGED(FailureKind.TRANSIENT, Words.KEPT_BACK, "the table was altered while it was read"),
    CREDENTIALS_REFUSED(
            FailureKind.UNAUTHORIZED,
            Words.QUOTED,
            "the server refused the login: check database.username, database.password, database.credentials.file and what the server"
                    + " allows this user"),
    CERTIFICATE_REFUSED(
            FailureKind.MISCONFIGURED,
            Words.QUOTED,
            "the server's certificate is not trusted: name its authority by the driver's properties in database.properties"),
    SQL_REFUSED(
            FailureKind.MISCONFIGURED,
            Words.KEPT_BACK,
            "the server can't run this SQL: try it in the server's own client"),
    TABLE_MISSING(FailureKind.MISCONFIGURED, Words.QUOTED, "a table or view is not there, or this user may not see it"),
    COLUMN_MISSING(FailureKind.MISCONFIGURED, Words.QUOTED, "a column is not there"),
    DATABASE_MISSING(
            FailureKind.MISCONFIGURED, Words.QUOTED, "the database of database.url is not there, or none was chosen"),
    PRIVILEGE_MISSING(FailureKind.MISCONFIGURED, Words.QUOTED, "the user lacks a privilege: have it granted"),
    READ_ONLY(FailureKind.MISCONFIGURED, Words.KEPT_BACK, "the statement writes, and connections that read may not"),
    DATA_ERROR(
            FailureKind.MISCONFIGURED,
            Words.KEPT_BACK,
            "the query fails on a value of the table: a conversion, an overflow or a division by zero"),
    SQL_FAILURE(
            FailureKind.MISCONFIGURED,
            Words.KEPT_BACK,
            "the server reported a failure that we have no name for: look for it in the server's log");

    private final FailureKind kind;
    private final Words words;
    private final String sentence;

    SqlFault(FailureKind kind, Words words, String sentence) {
        this.kind = kind;
        this.words = words;
        this.sentence = sentence;
    }

    /** What becomes of the server's own words of a failure. */
    private enum Words {
        /** They name hosts, users, tables and columns. */
        QUOTED,
        /** They may hold data. */
        KEPT_BACK
    }

    FailureKind kind() {
        return kind;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happened and what to do. */
    String sentence() {
        return sentence;
    }

    /** Whether the server's own words may be repeated. */
    boolean mayQuoteServer() {
        return words == Words.QUOTED;
    }

    /** Whether the connection is of no use any more. */
    boolean endsConnection() {
        return this == CONNECTION_LOST || this == SERVER_SHUTTING_DOWN;
    }
}
