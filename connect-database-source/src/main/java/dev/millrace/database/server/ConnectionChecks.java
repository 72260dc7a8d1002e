package dev.millrace.database.server;

import dev.millrace.kit.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said of the way to a database before it is taken. Repeats no value that may hold a secret. */
final class ConnectionChecks {

    private static final Pattern PARAMETER = Pattern.compile("[?&;:](?<name>[\\w.]+)=");
    /** {@code //user:password@host} of MySQL, {@code thin:user/password@host} of Oracle. */
    private static final Pattern LOGIN = Pattern.compile("jdbc:(?:[\\w+]+:)++(?://)?[^/@?;]*[:/][^/@?;]*@.*");

    private ConnectionChecks() {}

    static void check(ConnectionSettings settings, Problems problems) {
        checkUrl(settings, problems);
        checkLogin(settings, problems);
        settings.properties().keySet().stream()
                .filter(name -> name.equals("user"))
                .forEach(name -> problems.report(
                        ConnectionSettings.PROPERTIES, "names the user: write it to " + ConnectionSettings.USERNAME));
        settings.secretProperties().keySet().stream()
                .filter(name -> name.equals("password"))
                .forEach(name -> problems.report(
                        ConnectionSettings.SECRET_PROPERTIES,
                        "holds the user's password: write it to " + ConnectionSettings.PASSWORD));
    }

    private static void checkUrl(ConnectionSettings settings, Problems problems) {
        String url = settings.url();
        if (!url.startsWith("jdbc:") || url.indexOf(':', "jdbc:".length()) < 0) {
            problems.report(
                    ConnectionSettings.URL,
                    "is no JDBC URL: write it like jdbc:postgresql://host:5432/database or jdbc:mariadb://host:3306/database");
            return;
        }
        Optional<String> secret = secretIn(url);
        if (secret.isPresent()) {
            problems.report(ConnectionSettings.URL, secret.get());
            return;
        }
        checkDriver(settings, problems);
    }

    private static Optional<String> secretIn(String url) {
        if (LOGIN.matcher(url).matches()) {
            return Optional.of("holds a password, which everybody would see: write it to " + ConnectionSettings.USERNAME
                    + " and " + ConnectionSettings.PASSWORD);
        }
        for (Matcher parameters = PARAMETER.matcher(url); parameters.find(); ) {
            String name = parameters.group("name");
            if (PropertyText.isSecret(name)) {
                String place = name.equalsIgnoreCase("password")
                        ? ConnectionSettings.PASSWORD
                        : ConnectionSettings.SECRET_PROPERTIES;
                return Optional.of("holds " + name + ", which everybody would see: move it to " + place);
            }
        }
        return Optional.empty();
    }

    private static void checkDriver(ConnectionSettings settings, Problems problems) {
        if (JdbcDrivers.find(settings.url(), settings.driver()).isPresent()) {
            return;
        }
        if (settings.driver().isPresent()) {
            problems.report(
                    ConnectionSettings.DRIVER,
                    "names a class that is no JDBC driver in the plugin's folder: put the driver's jar there, beside"
                            + " the connector's own, and restart the worker");
            return;
        }
        String jar = ServerKind.of(settings.url())
                .jar()
                .map(name -> "the jar of " + name)
                .orElse("the jar of the server's JDBC driver");
        problems.report(
                ConnectionSettings.URL,
                "has no driver here: put " + jar
                        + " into the plugin's folder, beside the connector's own jars, and restart" + " the worker");
    }

    private static void checkLogin(ConnectionSettings settings, Problems problems) {
        if (settings.credentialsFile().isPresent()) {
            checkFile(settings.credentialsFile().get(), settings.credentials(), problems);
        } else if (settings.credentials().password().isPresent()
                && settings.credentials().username().isEmpty()) {
            problems.report(
                    ConnectionSettings.USERNAME,
                    "is needed with " + ConnectionSettings.PASSWORD + ": name the user who logs in");
        }
    }

    private static void checkFile(Path file, Credentials configured, Problems problems) {
        try {
            Credentials read = Login.fromFile(file, configured);
            if (read.username().isEmpty() || read.password().isEmpty()) {
                problems.report(
                        ConnectionSettings.CREDENTIALS_FILE,
                        "names a file without username or password: write both into it, as username=... and password=...");
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.report(
                    ConnectionSettings.CREDENTIALS_FILE,
                    "names a file that can't be read (" + unreadable.getClass().getSimpleName()
                            + "): put it on every worker, readable for the worker's user");
        }
    }
}
