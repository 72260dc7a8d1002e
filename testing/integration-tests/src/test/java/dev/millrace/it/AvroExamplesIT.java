package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of config-examples/avro: those with Apicurio's converter as they stand, the others by their likeness. */
class AvroExamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples", "avro");
    private static final TypeReference<TreeMap<String, String>> SETTINGS = new TypeReference<>() {};

    @Test
    void carryRowsOfFilesAndTablesInAvro() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String database = server.createDatabase();
        execute(
                server,
                database,
                "CREATE TABLE orders (id bigint PRIMARY KEY, \"unit-price\" numeric(10, 2) NOT NULL)");
        execute(server, database, "INSERT INTO orders VALUES (1, 12.50)");
        try (SftpFlow partner = SftpFlow.simulated();
                RestPartner receiver = RestPartner.start();
                AvroStage stage = new AvroStage(
                        Line.CURRENT,
                        Map.of(
                                "SFTP_HOST", partner.server().host(),
                                "SFTP_PORT", String.valueOf(partner.server().port()),
                                "SFTP_USERNAME", partner.server().username(),
                                "SFTP_PASSWORD", partner.server().password(),
                                "SFTP_HOST_KEY_FINGERPRINT", partner.server().hostKeyFingerprint(),
                                "RECEIVER_URL", receiver.url(),
                                "DATABASE_URL", server.url(database),
                                "DATABASE_USERNAME", PostgresServer.USER,
                                "DATABASE_PASSWORD", PostgresServer.PASSWORD))) {
            Path root = partner.server().root().resolve("avro-orders-apicurio");
            Files.createDirectories(root.resolve("inbound"));
            Files.createDirectories(root.resolve("archive"));
            stage.play(example("avro-orders-source-apicurio"));
            Folders.drop(
                    root.resolve("inbound"),
                    "orders.csv",
                    "order-id,customer,amount,ordered\n7,ada,12.50,2026-11-22\n");
            Topic orders = topic("avro-orders-apicurio");
            Eventually.holds("the order is in Kafka", AvroStage.LIMIT, () -> orders.size() >= 1);
            stage.play(example("avro-orders-sink-apicurio"));
            stage.play(example("avro-rows-source-apicurio"));
            Topic rows = topic("avro-rows-apicurio-orders");

            receiver.awaitUnique(1, AvroStage.LIMIT);
            Eventually.holds("the row is in Kafka", AvroStage.LIMIT, () -> rows.size() >= 1);

            assertThat(receiver.accepted().get(0).path()).isEqualTo("/avro-orders/7");
            assertThat(stage.read(orders))
                    .containsExactly(Map.of(
                            "order_id",
                            7L,
                            "customer",
                            "ada",
                            "amount",
                            new BigDecimal("12.50"),
                            "ordered",
                            LocalDate.of(2026, 11, 22)));
            assertThat(stage.registry().latest("avro-orders-apicurio-value"))
                    .contains("\"name\":\"Order\",\"namespace\":\"com.example.orders\"");
            assertThat(stage.read(rows)).containsExactly(Map.of("id", 1L, "unit_price", new BigDecimal("12.50")));
            assertThat(stage.read(rows.read().get(0).key())).isEqualTo(Map.of("id", 1L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"avro-orders-source", "avro-orders-sink", "avro-rows-source"})
    void differInTheirConverterOnly(String example) throws IOException {
        Map<String, String> confluent = example(example + "-confluent");
        Map<String, String> apicurio = example(example + "-apicurio");

        assertThat(others(confluent, "confluent")).isEqualTo(others(apicurio, "apicurio"));
        assertThat(confluent)
                .containsEntry("value.converter", "io.confluent.connect.avro.AvroConverter")
                .containsEntry("value.converter.schema.registry.url", "${env:SCHEMA_REGISTRY_URL}");
        assertThat(apicurio).containsAllEntriesOf(AvroPlugins.settings("value.converter", "${env:REGISTRY_URL}"));
    }

    @Test
    void haveAPageEach() throws IOException {
        List<String> files = Folders.names(EXAMPLES);

        assertThat(files).hasSize(12);
        assertThat(files.stream().filter(file -> file.endsWith(".json")))
                .allMatch(file -> files.contains(file.replace(".json", ".md")));
    }

    /** Without converters, and with one word for both. */
    private static Map<String, String> others(Map<String, String> example, String kind) {
        Map<String, String> others = new TreeMap<>();
        example.forEach((key, value) -> {
            if (!key.matches("(key|value)\\.converter.*")) {
                others.put(key, value.replace(kind, "KIND"));
            }
        });
        return others;
    }

    private static Map<String, String> example(String name) throws IOException {
        return JSON.readValue(EXAMPLES.resolve(name + ".json").toFile(), SETTINGS);
    }

    private static Topic topic(String name) {
        return new Topic(Platform.broker().bootstrapServers(), name);
    }

    private static void execute(PostgresServer server, String database, String sql) throws Exception {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
