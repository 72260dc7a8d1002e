package dev.millrace.containers;

import dev.millrace.partner.environment.Broker;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka by its official image, or one with the same entry point. */
record KafkaImage(String name, Map<String, String> settings) {
    private static final String KIND = "apache/kafka";
    private static final int PORT = 9092;
    private static final int SECONDS_FOR_AN_ANSWER = 5;

    Broker start() throws IOException {
        return new BrokerContainer(LocalContainer.start(this::container, PORT, port -> () -> describe(port)));
    }

    private GenericContainer<?> container() {
        KafkaContainer container =
                new KafkaContainer(DockerImageName.parse(name).asCompatibleSubstituteFor(KIND));
        container.withEnv("KAFKA_HEAP_OPTS", "-Xms256m -Xmx512m");
        settings.forEach((setting, value) -> container.withEnv(variable(setting), value));
        return container;
    }

    /** As the image reads it: two underscores are one, three are a hyphen, and one is a dot. */
    static String variable(String setting) {
        return "KAFKA_"
                + setting.replace("_", "__")
                        .replace("-", "___")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    static String address(int port) {
        return LocalContainer.HOST + ":" + port;
    }

    private static void describe(int port) throws Exception {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(port),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, SECONDS_FOR_AN_ANSWER * 1_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SECONDS_FOR_AN_ANSWER * 1_000);
        try (Admin admin = Admin.create(client)) {
            if (admin.describeCluster()
                    .nodes()
                    .get(SECONDS_FOR_AN_ANSWER, TimeUnit.SECONDS)
                    .isEmpty()) {
                throw new IOException("the cluster has no broker yet");
            }
        }
    }
}
