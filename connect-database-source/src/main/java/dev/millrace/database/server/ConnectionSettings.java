package dev.millrace.database.server;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How the connector reaches its database.
 *
 * @param properties for the driver, as the configuration has them in the open
 * @param secretProperties for the driver, never shown
 * @param maxConnections of one task, for reading; there may be as many for writing
 * @param keepalive how often an idle connection is asked whether it lives; zero for never
 * @param statementTimeout how long the server may take until rows come; zero for ever
 * @param lockTimeout how long a statement waits for others' locks; zero for as long as the server allows
 * @param fetchRows how many rows a driver fetches at a time
 */
public record ConnectionSettings(
        String url,
        Credentials credentials,
        Optional<Path> credentialsFile,
        Optional<String> driver,
        Map<String, String> properties,
        Map<String, Password> secretProperties,
        int maxConnections,
        Duration keepalive,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration lockTimeout,
        int fetchRows) {

    public static final String URL = "database.url";
    public static final String USERNAME = "database.username";
    public static final String PASSWORD = "database.password";
    public static final String CREDENTIALS_FILE = "database.credentials.file";
    public static final String DRIVER = "database.driver";
    public static final String PROPERTIES = "database.properties";
    public static final String SECRET_PROPERTIES = "database.properties.secret";
    public static final String MAX_CONNECTIONS = "connection.max";
    public static final String KEEPALIVE = "connection.keepalive.ms";
    public static final String CONNECT_TIMEOUT = "connect.timeout.ms";
    public static final String STATEMENT_TIMEOUT = "statement.timeout.ms";
    public static final String LOCK_TIMEOUT = "lock.timeout.ms";
    public static final String FETCH_ROWS = "fetch.rows";

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** The pool's own bound. */
    private static final long SHORTEST_KEEPALIVE = Duration.ofSeconds(30).toMillis();

    public ConnectionSettings {
        properties = Map.copyOf(properties);
        secretProperties = Map.copyOf(secretProperties);
    }

    public static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Database");
        group.required(
                        URL,
                        ConfigDef.Type.STRING,
                        "The JDBC URL of the database, such as jdbc:postgresql://db.example.org:5432/shop or"
                                + " jdbc:mariadb://db.example.org:3306/shop, without credentials. MySQL is reached by"
                                + " jdbc:mysql: and by jdbc:mariadb: with the driver of MariaDB; for any other server put"
                                + " its driver's jar into the plugin's folder.")
                .text(
                        USERNAME,
                        null,
                        "The user who logs in; it needs SELECT on what is read, and no more. Leave it out where the driver"
                                + " finds it by itself (Kerberos, certificates).")
                .secret(
                        PASSWORD,
                        "The user's password. Give it by a config provider, so that it stands in no configuration.")
                .text(
                        CREDENTIALS_FILE,
                        null,
                        "A file on every worker, in the form of Java properties, whose username and password come before"
                                + " those of the configuration. Use it where passwords are rotated: it is read again when the"
                                + " server refuses what it said before.")
                .text(
                        DRIVER,
                        null,
                        "The class of the JDBC driver. Name it when several drivers in the plugin's folder serve the same"
                                + " URL.")
                .add(
                        PROPERTIES,
                        ConfigDef.Type.LIST,
                        "",
                        ConfigDef.LambdaValidator.with(PropertyText::check, () -> "name=value, ..."),
                        ConfigDef.Importance.MEDIUM,
                        "Properties for the driver, each as name=value: sslmode=verify-full, sslrootcert=/etc/ssl/db.pem."
                                + " Set them for TLS, and for whatever else the driver's documentation offers; they come"
                                + " before our own.")
                .secret(
                        SECRET_PROPERTIES,
                        "Further properties for the driver, a line for each (name=value), that nobody may see. Set it for"
                                + " what protects keys, such as trustStorePassword.");
        limits(group);
    }

    private static void limits(OptionGroup group) {
        group.number(
                        MAX_CONNECTIONS,
                        4,
                        1,
                        100,
                        "How many connections a task may have at a time for reading; change tables and outboxes need as"
                                + " many again for deleting. Raise it with read.threads, lower it when the server has few to"
                                + " spare.")
                .add(
                        KEEPALIVE,
                        ConfigDef.Type.LONG,
                        Duration.ofMinutes(2).toMillis(),
                        ConfigDef.LambdaValidator.with(
                                ConnectionSettings::checkKeepalive,
                                () -> "[0] or [" + SHORTEST_KEEPALIVE + ",...," + HOUR + "]"),
                        ConfigDef.Importance.LOW,
                        "How often an idle connection is tried, in milliseconds; 0 for never. Lower it below what a"
                                + " firewall between worker and server allows a connection to be silent.")
                .number(
                        CONNECT_TIMEOUT,
                        10_000L,
                        500L,
                        HOUR,
                        "How long connecting and logging in may take, in milliseconds, and how long a reading waits for a"
                                + " free connection. Raise it for a server that is far away or slow to log in.")
                .number(
                        STATEMENT_TIMEOUT,
                        300_000L,
                        0L,
                        DAY,
                        "How long the server may take until rows come, in milliseconds; 0 for ever. Raise it for queries"
                                + " that sort or join much before their first row; a lost server is noticed ten seconds"
                                + " later.")
                .number(
                        LOCK_TIMEOUT,
                        10_000L,
                        0L,
                        DAY,
                        "How long a statement waits for the locks of others, in milliseconds; 0 for as long as the server"
                                + " allows. Raise it where tables are altered for long while they are read.")
                .number(
                        FETCH_ROWS,
                        Database.FETCH_ROWS,
                        1,
                        1_000_000,
                        "How many rows the driver holds in memory at a time. Lower it for very long rows, raise it when the"
                                + " server is far away.");
    }

    public static ConnectionSettings from(AbstractConfig config) {
        return new ConnectionSettings(
                config.getString(URL).trim(),
                new Credentials(text(config, USERNAME), Optional.ofNullable(config.getPassword(PASSWORD))),
                text(config, CREDENTIALS_FILE).map(Path::of),
                text(config, DRIVER),
                PropertyText.open(config.getList(PROPERTIES)),
                PropertyText.secret(Optional.ofNullable(config.getPassword(SECRET_PROPERTIES))),
                config.getInt(MAX_CONNECTIONS),
                Duration.ofMillis(config.getLong(KEEPALIVE)),
                Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getLong(STATEMENT_TIMEOUT)),
                Duration.ofMillis(config.getLong(LOCK_TIMEOUT)),
                config.getInt(FETCH_ROWS));
    }

    /** Reports what can't work: an URL that tells secrets, a driver that isn't there, a file that can't be read. */
    public static void validate(AbstractConfig config, Problems problems) {
        ConnectionChecks.check(from(config), problems);
    }

    public Dialect dialect() {
        return Dialect.of(url);
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(text -> !text.isEmpty());
    }

    private static void checkKeepalive(String key, Object value) {
        if (value instanceof Long time && time != 0 && (time < SHORTEST_KEEPALIVE || time > HOUR)) {
            throw new ConfigException(key, value, "must be 0 for never, or from " + SHORTEST_KEEPALIVE + " to " + HOUR);
        }
    }
}
