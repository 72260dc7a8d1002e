package dev.millrace.database.server;

import java.sql.Driver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/**
 * What a driver is told beside the URL: time-outs by which a lost server is noticed, and streaming. What the configuration or
 * the URL says comes first.
 */
final class DriverProperties {

    /** How much longer than a statement may take the network may be silent. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String SOCKET_TIMEOUT = "socketTimeout";

    private final ConnectionSettings settings;
    private final Map<String, String> defaults = new LinkedHashMap<>();

    private DriverProperties(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** The properties for one driver, without the credentials. */
    static Properties of(ConnectionSettings settings, Driver driver) {
        DriverProperties properties = new DriverProperties(settings);
        switch (ServerKind.of(settings.url())) {
            case POSTGRESQL -> properties.postgresql();
            case MYSQL -> properties.mysql(isMariaDb(driver));
            case ORACLE -> properties.oracle();
            case SQL_SERVER -> properties.sqlServer();
            case DB2 -> properties.db2();
            case OTHER -> {}
        }
        return properties.all();
    }

    /**
     * How long the network may be silent once a connection stands, for a driver that is told so afterwards; empty for those
     * that the properties tell.
     */
    static Optional<Duration> silenceOnceConnected(ConnectionSettings settings, Driver driver) {
        DriverProperties properties = new DriverProperties(settings);
        boolean isTold =
                properties.inUrl(SOCKET_TIMEOUT) || settings.properties().containsKey(SOCKET_TIMEOUT);
        return ServerKind.of(settings.url()) == ServerKind.MYSQL && !isMariaDb(driver) && !isTold
                ? Optional.of(properties.silence())
                : Optional.empty();
    }

    /**
     * The fetch size that streams a result. MySQL's own driver reads all rows into memory whatever it is, but for the least
     * integer: then it reads them as they are asked for. Its other way, {@code useCursorFetch}, makes the server write
     * each result to a table first, and loses step with the server when a statement fails (9.1.0).
     */
    static int fetchRows(ConnectionSettings settings, Driver driver) {
        return ServerKind.of(settings.url()) == ServerKind.MYSQL && !isMariaDb(driver)
                ? Integer.MIN_VALUE
                : settings.fetchRows();
    }

    private static boolean isMariaDb(Driver driver) {
        return driver.getClass().getName().startsWith("org.mariadb.");
    }

    /** pgjdbc: jdbc.postgresql.org/documentation/use. Statement and lock time-outs are the server's. */
    private void postgresql() {
        add("connectTimeout", seconds(settings.connectTimeout()));
        add("loginTimeout", seconds(settings.connectTimeout()));
        add(SOCKET_TIMEOUT, seconds(silence()));
        add("tcpKeepAlive", "true");
        add("ApplicationName", "millrace");
        add("defaultRowFetchSize", String.valueOf(settings.fetchRows()));
        // details quote values: "Key (id)=(7) already exists"
        add("logServerErrorDetail", "false");
        // a statement kept on the server fails once its table was altered: "cached plan must not change result type"
        add("prepareThreshold", "0");
    }

    /** MariaDB Connector/J 3.5 and MySQL Connector/J 9: the pages "configuration properties" of both. */
    private void mysql(boolean mariadb) {
        add("connectTimeout", millis(settings.connectTimeout()));
        // MySQL's own driver waits for the server's greeting as long as for an answer
        add(SOCKET_TIMEOUT, millis(mariadb ? silence() : settings.connectTimeout()));
        add("tcpKeepAlive", "true");
        // times of columns with a zone come in the session's zone: the worker's must not show in them
        add("connectionTimeZone", "UTC");
        add("forceConnectionTimeZoneToSession", "true");
        if (mariadb) {
            add("defaultFetchSize", String.valueOf(settings.fetchRows()));
            // the server's own limit counts the time in which we don't take rows, too
            add("canUseServerTimeout", "false");
            // the text protocol rounds FLOAT to six digits
            add("useServerPrepStmts", "true");
        } else {
            // the text protocol rounds FLOAT to six digits
            add("useServerPrepStmts", "true");
            // the session has a time of its own for this, set once and not before each query
            add("netTimeoutForStreamingResults", "0");
            // tinyint(1) has a name of its own then, as with MariaDB's driver
            add("transformedBitIsBoolean", "true");
            add("yearIsDateType", "false");
            // the session is told by ourselves; the driver would ask the server each time, which a streamed result
            // forbids
            add("readOnlyPropagatesToServer", "false");
        }
    }

    /** Oracle JDBC 23: OracleConnection's constants. */
    private void oracle() {
        add("oracle.net.CONNECT_TIMEOUT", millis(settings.connectTimeout()));
        add("oracle.jdbc.ReadTimeout", millis(silence()));
        add("oracle.net.keepAlive", "true");
    }

    /** Microsoft JDBC Driver 12: "setting the connection properties". */
    private void sqlServer() {
        add("loginTimeout", seconds(settings.connectTimeout()));
        add(SOCKET_TIMEOUT, millis(silence()));
        add("responseBuffering", "adaptive");
    }

    /** IBM Data Server Driver for JDBC: "common properties". */
    private void db2() {
        add("loginTimeout", seconds(settings.connectTimeout()));
        add("blockingReadConnectionTimeout", seconds(silence()));
    }

    /** Zero, which is for ever, where a statement may take for ever. */
    private Duration silence() {
        return settings.statementTimeout().isZero()
                ? Duration.ZERO
                : settings.statementTimeout().plus(GRACE);
    }

    private Properties all() {
        Properties properties = new Properties();
        defaults.forEach((name, value) -> {
            if (!inUrl(name)) {
                properties.setProperty(name, value);
            }
        });
        settings.properties().forEach(properties::setProperty);
        for (Map.Entry<String, Password> secret : settings.secretProperties().entrySet()) {
            properties.setProperty(secret.getKey(), secret.getValue().value());
        }
        return properties;
    }

    private boolean inUrl(String name) {
        return settings.url().matches("(?is).*[?&;:]" + Pattern.quote(name) + "=.*");
    }

    private void add(String name, String value) {
        defaults.put(name, value);
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    /** Rounded up: zero is for ever. */
    private static String seconds(Duration time) {
        return String.valueOf((time.toMillis() + 999) / 1000);
    }
}
