package dev.millrace.ops.kafka;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.PropertiesFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where Kafka is and how to get in: a {@link Mixin} of every command that needs it. What the command line says goes before
 * the environment, and both before the file.
 */
public final class KafkaOptions {

    static final String BOOTSTRAP_VARIABLE = "MILLRACE_BOOTSTRAP_SERVER";
    static final String CONFIG_VARIABLE = "MILLRACE_KAFKA_CONFIG";

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is, several separated by commas. Else " + BOOTSTRAP_VARIABLE
                    + " of the environment, else bootstrap.servers of the file.")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "A properties file for clients of Kafka: security.protocol, sasl.*, ssl.* and the like."
                    + " Else the file that " + CONFIG_VARIABLE + " in the environment names.")
    private @Nullable Path configFile;

    /**
     * What all clients have in common, {@code bootstrap.servers} included.
     *
     * @throws CommandFailure when no server is named, or the file can't be read
     */
    public Map<String, Object> client() {
        return client(System.getenv());
    }

    Map<String, Object> client(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        String named = environment.get(CONFIG_VARIABLE);
        if (configFile != null) {
            settings.putAll(PropertiesFile.read("the properties of Kafka's clients in", configFile));
        } else if (named != null && !named.isBlank()) {
            settings.putAll(PropertiesFile.read("the properties of Kafka's clients in", Path.of(named)));
        }
        String servers = bootstrapServer != null ? bootstrapServer : environment.get(BOOTSTRAP_VARIABLE);
        if (servers != null && !servers.isBlank()) {
            settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers.trim());
        }
        if (!settings.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw CommandFailure.usage("no Kafka is named: give --bootstrap-server HOST:PORT, set " + BOOTSTRAP_VARIABLE
                    + ", or put bootstrap.servers into the file of --kafka-config");
        }
        return settings;
    }
}
