package dev.millrace.it;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Apicurio's converter for Avro as the build assembled it, and the five settings by which it writes what Confluent's readers read. */
final class AvroPlugins {

    static final Path MODULE = Path.of(System.getProperty("millrace.root"), "apps", "avro");
    static final String CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";

    private AvroPlugins() {}

    /** The entry for a worker's {@code plugin.path}. */
    static Path entry() {
        return MODULE.resolve("target/plugins");
    }

    static Path folder() {
        return entry().resolve("apicurio-avro");
    }

    /**
     * The settings of a converter.
     *
     * @param converter {@code key.converter} or {@code value.converter}
     */
    static Map<String, String> settings(String converter, String registry) {
        Map<String, String> settings = Map.of(
                "", CONVERTER,
                ".apicurio.registry.url", registry,
                ".apicurio.registry.auto-register", "true",
                ".apicurio.registry.as-confluent", "true",
                ".apicurio.registry.use-id", "contentId",
                ".apicurio.registry.headers.enabled", "false");
        return settings.entrySet().stream()
                .collect(Collectors.toMap(entry -> converter + entry.getKey(), Map.Entry::getValue));
    }
}
