package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqlFaultsTest {

    private static final String PAYLOAD = "4111-1111-1111-1111";

    @ParameterizedTest(name = "{0} {5}")
    @CsvFileSource(resources = "fault-cases.csv", delimiter = ';', numLinesToSkip = 1)
    void knowsWhatACodeMeans(ServerKind server, String state, int number, String code, FailureKind kind, String what) {
        SQLException told = new SQLException(what, state, number);

        ConnectorFailure failure = SqlFaults.failure(server, "public.orders", told);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining("public.orders").hasMessageContaining("SQLSTATE " + state);
    }

    @ParameterizedTest
    @EnumSource(SqlFault.class)
    void saysWhatHappenedInASentenceAndNamesItByALowerCaseCode(SqlFault fault) {
        assertThat(fault.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(fault.sentence()).isNotBlank().doesNotEndWith(".");
    }

    @Test
    void findsTheReasonBehindWhatThePoolSays() {
        SQLException reason = new SQLException("the database system is starting up", "57P03");
        SQLException pools = new SQLTransientConnectionException("timed out", null, 0, new Exception("setup", reason));

        ConnectorFailure failure = SqlFaults.failure(Dialect.POSTGRESQL, "orders", pools);

        assertThat(failure.code()).isEqualTo("server-shutting-down");
        assertThat(failure).hasMessageEndingWith("the database system is starting up");
    }

    @Test
    void tellsATimeOutAndAFullPoolFromTheirTypesWhereThereIsNoCode() {
        assertThat(List.of(
                        codeOf(new SQLTimeoutException("late")),
                        codeOf(new SQLTransientConnectionException("full")),
                        codeOf(new SQLException("odd"))))
                .containsExactly("statement-timeout", "pool-exhausted", "sql-failure");
    }

    @Test
    void tellsACertificateThatIsNotTrustedFromANetworkThatFails() {
        SQLException certificate = new SQLException(
                "SSL error", "08006", new SSLHandshakeException("path").initCause(new CertificateException("expired")));
        SQLException network = new SQLException("SSL error", "08006", new SSLHandshakeException("closed"));

        assertThat(codeOf(certificate)).isEqualTo("certificate-refused");
        assertThat(codeOf(network)).isEqualTo("connection-lost");
    }

    @Test
    void namesAHostThatIsNotKnown() {
        SQLException told =
                new SQLException("The connection attempt failed.", "08001", new UnknownHostException("db.example.org"));

        assertThat(SqlFaults.failure(Dialect.POSTGRESQL, "orders", told)).hasMessageContaining("db.example.org");
    }

    @Test
    void triesAgainWhatWasInterrupted() {
        assertThat(codeOf(new SQLException("Interrupted", new InterruptedException())))
                .isEqualTo("connection-lost");
    }

    @Test
    void endsWhenCausesFormACircle() {
        SQLException one = new SQLException("one");
        one.initCause(new SQLException("two", one));

        assertThat(codeOf(one)).isEqualTo("sql-failure");
    }

    @Test
    void repeatsNoWordsOfTheServerThatMayQuoteData() {
        SQLException told =
                new SQLException("invalid input syntax: " + PAYLOAD, "22P02", new IllegalStateException(PAYLOAD));
        told.setNextException(new SQLException(PAYLOAD));

        ConnectorFailure failure = SqlFaults.failure(Dialect.POSTGRESQL, "orders", told);

        assertThat(Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                        .map(Throwable::getMessage))
                .hasSize(3)
                .noneMatch(message -> message.contains(PAYLOAD));
        assertThat(failure).cause().extracting(Throwable::getStackTrace).isEqualTo(told.getStackTrace());
    }

    @Test
    void knowsAConnectionThatBreaksWhereTheDriverHasNoCodeForIt() {
        SQLException told = new SQLException(
                "Error retrieving record: Unexpected Exception\n\nNested Stack Trace:\n\n\tat driver.Internals",
                "S1000",
                new RuntimeException(new SocketException("Connection reset")));

        ConnectorFailure failure = SqlFaults.failure(Dialect.MYSQL, "orders", told);

        assertThat(failure.code()).isEqualTo("connection-lost");
        assertThat(failure)
                .hasMessageEndingWith("Error retrieving record: Unexpected Exception")
                .hasMessageNotContaining("Internals");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection is read-only. Queries leading to data modification are not allowed | read-only",
                "Statement.executeQuery() cannot issue statements that do not produce result sets. | read-only",
                "Zero date value prohibited | sql-failure",
            })
    void tellsWhatTheDriverRefusesToWriteFromItsOtherRefusals(String words, String code) {
        SQLException told = new SQLException(words, "S1009");

        assertThat(SqlFaults.failure(Dialect.MYSQL, "orders", told).code()).isEqualTo(code);
    }

    @Test
    void cutsWhatAServerSaysAtLength() {
        SQLException told = new SQLException("no relation " + "x".repeat(5_000) + "\nin line 2", "42P01");

        ConnectorFailure failure = SqlFaults.failure(Dialect.POSTGRESQL, "orders", told);

        assertThat(failure.getMessage()).hasSizeLessThan(600).doesNotContain("\n");
    }

    private static String codeOf(SQLException failure) {
        return SqlFaults.failure(Dialect.STANDARD, "orders", failure).code();
    }
}
