package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.MySqlServer;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.LogCapture;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The room as a worker loads it: by a class loader of the plugin's own, which asks its own jars first. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PluginLoaderTest {

    private static final List<String> OF_THE_PLUGIN = List.of(
            "dev.millrace.database.",
            "dev.millrace.kit.",
            "com.zaxxer.",
            "org.postgresql.",
            "org.mariadb.",
            "com.mysql.");

    @Test
    void usesTheDriversOfThePluginAndLeavesNoneRegistered() throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (PluginLoader loader = new PluginLoader("none")) {
            String driver = ask(
                    loader,
                    server.url(server.createDatabase()),
                    PostgresServer.USER,
                    PostgresServer.PASSWORD,
                    "SELECT 7");

            assertThat(driver).isEqualTo("7");
            assertThat(DriverManager.drivers().map(one -> one.getClass().getClassLoader()))
                    .isNotEmpty()
                    .doesNotContain(loader);
            assertThat(System.getProperty("mariadb.logging.disable")).isNull();
        }
    }

    @Test
    void keepsTheDriverOfMariaDbFromLoggingWhatTheServerSaysOfValues() throws Exception {
        MySqlServer server = MySqlServer.shared();
        try (PluginLoader loader = new PluginLoader("none");
                LogCapture log = new LogCapture()) {
            String failure = ask(
                    loader,
                    server.url(server.createDatabase()),
                    MySqlServer.USER,
                    MySqlServer.PASSWORD,
                    "SELECT 1 FROM (SELECT DATE'2026-11-22' AS day) AS days WHERE day = '4111-1111'");

            assertThat(failure).startsWith("report: ");
            log.assertHoldsNoneOf(List.of("4111"), List.of(new IllegalStateException(failure)));
        }
    }

    @ParameterizedTest
    @CsvSource({"mysql-connector-j, MariaDB Connector/J", "none, MySQL Connector/J"})
    void aUrlOfMySqlIsServedByItsOwnDriverWhereThatWasDroppedIn(String without, String name) throws Exception {
        MySqlServer server = MySqlServer.shared();
        try (PluginLoader loader = new PluginLoader(without)) {
            String attribute = ask(
                    loader,
                    server.url(server.createDatabase()).replace("jdbc:mariadb:", "jdbc:mysql:"),
                    MySqlServer.USER,
                    MySqlServer.PASSWORD,
                    // Under one name each, drivers tell the server what they are.
                    "SELECT MAX(attr_value) FROM performance_schema.session_connect_attrs"
                            + " WHERE processlist_id = CONNECTION_ID() AND attr_name = '_client_name'");

            assertThat(attribute).isEqualTo(name);
        }
    }

    private static String ask(ClassLoader loader, String url, String user, String password, String sql)
            throws ReflectiveOperationException {
        Method ask = loader.loadClass(Question.class.getName())
                .getDeclaredMethod("ask", String.class, String.class, String.class, String.class);
        ask.setAccessible(true);
        return (String) ask.invoke(null, url, user, password, sql);
    }

    private static final class PluginLoader extends URLClassLoader {

        /** @param without a part of the name of a jar that is left out */
        PluginLoader(String without) throws Exception {
            super(urls(without), PluginLoaderTest.class.getClassLoader());
        }

        private static URL[] urls(String without) {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return Stream.of(classPath.split(System.getProperty("path.separator"), -1))
                    .filter(entry -> !entry.isEmpty() && !entry.contains(without))
                    .map(PluginLoader::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (java.net.MalformedURLException impossible) {
                throw new IllegalArgumentException(impossible);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (OF_THE_PLUGIN.stream().noneMatch(name::startsWith)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
