package dev.millrace.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    private static final String URL = "jdbc:postgresql://db.example.org/shop";

    @Test
    void acceptsAnUrlWithAUserAndAPassword() {
        assertThat(problems(Map.of("database.url", URL, "database.username", "reader", "database.password", "x")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/shop?user=reader&password=hidden",
                "jdbc:mysql://reader:hidden@db/shop",
                "jdbc:mariadb://db/shop?trustStorePassword=hidden",
                "jdbc:sqlserver://db;user=reader;password=hidden",
                "jdbc:oracle:thin:reader/hidden@db:1521/shop",
                "jdbc:db2://db:50000/shop:user=reader;password=hidden;"
            })
    void refusesAnUrlThatTellsAPassword(String url) {
        Map<String, String> problems = problems(Map.of("database.url", url));

        assertThat(problems.get("database.url")).contains("everybody would see").doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db/shop?email=a@b",
                "jdbc:postgresql://[::1]:5432/shop",
                "jdbc:mariadb://db:3306/shop"
            })
    void takesAnUrlThatTellsNone(String url) {
        assertThat(problems(Map.of("database.url", url))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:oracle:thin:@db:1521/shop, ojdbc11",
        "jdbc:sqlserver://db;databaseName=shop, mssql-jdbc",
        "jdbc:db2://db:50000/shop, jcc",
        "jdbc:unheard://db/shop, the server's JDBC driver"
    })
    void saysWhichJarIsMissing(String url, String jar) {
        assertThat(problems(Map.of("database.url", url)).get("database.url"))
                .contains(jar, "the plugin's folder", "restart the worker");
    }

    @Test
    void refusesWhatIsNoJdbcUrlAndWhatIsNoDriver() {
        assertThat(problems(Map.of("database.url", "postgresql://db/shop"))).containsOnlyKeys("database.url");
        assertThat(problems(Map.of("database.url", URL, "database.driver", "java.lang.String")))
                .containsOnlyKeys("database.driver");
    }

    @Test
    void refusesAPasswordWithoutAUser() {
        assertThat(problems(Map.of("database.url", URL, "database.password", "x")))
                .containsOnlyKeys("database.username");
    }

    @Test
    void refusesAFileThatCannotBeReadOrLacksHalfOfTheLogin(@TempDir Path folder) throws Exception {
        Path half = Files.writeString(folder.resolve("half"), "username=reader\n");

        assertThat(problems(Map.of("database.url", URL, "database.credentials.file", "/nowhere/at/all")))
                .containsOnlyKeys("database.credentials.file");
        assertThat(problems(Map.of("database.url", URL, "database.credentials.file", half.toString())))
                .containsOnlyKeys("database.credentials.file");
        assertThat(problems(Map.of(
                        "database.url", URL, "database.credentials.file", half.toString(), "database.password", "x")))
                .isEmpty();
    }

    @Test
    void refusesASecretAmongThePropertiesThatEverybodySees() {
        assertThatThrownBy(() -> problems(
                        Map.of("database.url", URL, "database.properties", "sslmode=require,sslpassword=hidden")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("database.properties.secret")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void refusesAPropertyWithoutAValue() {
        assertThatThrownBy(() -> problems(Map.of("database.url", URL, "database.properties", "hidden")))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void refusesAKeepaliveThatThePoolWouldIgnore() {
        assertThatThrownBy(() -> problems(Map.of("database.url", URL, "connection.keepalive.ms", "100")))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void givesDriversTheirPropertiesOursFirstThenTheOnesOfTheConfiguration() {
        Properties properties = properties(
                URL,
                "database.properties",
                "socketTimeout=7, sslmode=require",
                "database.properties.secret",
                "sslpassword=a,b=c\nsslkey=k");

        assertThat(properties)
                .containsEntry("socketTimeout", "7")
                .containsEntry("sslmode", "require")
                .containsEntry("sslpassword", "a,b=c")
                .containsEntry("sslkey", "k")
                .containsEntry("connectTimeout", "10")
                .containsEntry("tcpKeepAlive", "true")
                .containsEntry("logServerErrorDetail", "false");
    }

    @Test
    void givesNoDefaultForWhatTheUrlSays() {
        assertThat(properties(URL + "?socketTimeout=7"))
                .doesNotContainKey("socketTimeout")
                .containsKey("loginTimeout");
    }

    @Test
    void noticesALostServerALittleLaterThanASlowStatement() {
        assertThat(properties(URL, "statement.timeout.ms", "60000")).containsEntry("socketTimeout", "70");
        assertThat(properties(URL, "statement.timeout.ms", "0")).containsEntry("socketTimeout", "0");
        assertThat(properties("jdbc:mariadb://db/shop", "statement.timeout.ms", "60000"))
                .containsEntry("socketTimeout", "70000");
        assertThat(properties("jdbc:mysql://db/shop", "statement.timeout.ms", "60000"))
                .as("the driver that waits so long for a greeting, too, is told later")
                .containsEntry("socketTimeout", "10000");
    }

    @Test
    void showsNoSecretWhenPrinted() {
        ConnectionSettings settings = ConnectionSettingsOf.server(
                URL, "reader", "hidden", "database.properties.secret", "sslpassword=hidden too");

        assertThat(settings.toString()).doesNotContain("hidden too").doesNotContain("=hidden");
        assertThat(settings.credentials().password()).isEqualTo(Optional.of(new Password("hidden")));
        assertThat(settings.keepalive()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void prefersAServersOwnDriverAndTakesMySqlByTheOneOfMariaDb() {
        assertThat(driver("jdbc:mysql://db/shop", Optional.empty())).isEqualTo("com.mysql.cj.jdbc.Driver");
        assertThat(driver("jdbc:mariadb://db/shop", Optional.empty())).isEqualTo("org.mariadb.jdbc.Driver");
        assertThat(driver("jdbc:mysql://db/shop", Optional.of("org.mariadb.jdbc.Driver")))
                .isEqualTo("org.mariadb.jdbc.Driver");
        assertThat(MysqlScheme.permitted("jdbc:mysql://db/shop"))
                .isEqualTo("jdbc:mysql://db/shop?permitMysqlScheme=true");
        assertThat(MysqlScheme.permitted("jdbc:mysql://db/shop?a=b"))
                .isEqualTo("jdbc:mysql://db/shop?a=b&permitMysqlScheme=true");
        assertThat(MysqlScheme.permitted("jdbc:mariadb://db/shop")).isEqualTo("jdbc:mariadb://db/shop");
    }

    private static String driver(String url, Optional<String> name) {
        return JdbcDrivers.find(url, name).orElseThrow().getClass().getName();
    }

    private static Properties properties(String url, String... more) {
        ConnectionSettings settings = ConnectionSettingsOf.server(url, "reader", "x", more);
        return DriverProperties.of(
                settings, JdbcDrivers.find(url, Optional.empty()).orElseThrow());
    }

    private static Map<String, String> problems(Map<String, String> properties) {
        Map<String, String> problems = new HashMap<>();
        ConnectionSettings.validate(ConnectionSettingsOf.config(properties), problems::put);
        return problems;
    }
}
