package dev.millrace.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What settings are for: in the words of the suite's descriptors, of Kafka's clients, and of our own for the worker's options. */
public final class OptionTexts {

    private static final Pattern ANEW = Pattern.compile("(?:route|endpoint)\\.[\\w-]+\\.(.+)");
    private static final Pattern OF_A_PART = Pattern.compile("((?:transforms|predicates)\\.[\\w-]+\\.)(.+)");
    private static final Pattern OF_A_GROUP = Pattern.compile("topic\\.creation\\.[\\w-]+\\.(.+)");

    private static final Map<String, ConfigDef> CLIENTS = Map.of(
            "producer.override.", ProducerConfig.configDef(),
            "consumer.override.", ConsumerConfig.configDef(),
            "admin.override.", AdminClientConfig.configDef());

    private static final OptionTexts BUNDLED = new OptionTexts();

    private final Map<String, Map<String, String>> plugins = new HashMap<>();
    private final Properties worker = new Properties();

    private OptionTexts() {
        for (String plugin : BundledDefinitions.PLUGINS) {
            String resource = "descriptors/" + plugin + ".json";
            try (InputStream text = open(resource)) {
                for (JsonNode component : new ObjectMapper().readTree(text).path("components")) {
                    Map<String, String> texts = new HashMap<>();
                    component
                            .path("options")
                            .forEach(option -> texts.put(
                                    option.path("name").asText(),
                                    option.path("documentation").asText()));
                    component.path("classes").forEach(type -> plugins.put(type.asText(), texts));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(resource, unreadable);
            }
        }
        try (InputStream text = open("worker-texts.properties")) {
            worker.load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("worker-texts.properties", unreadable);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(OptionTexts.class.getResourceAsStream(resource), resource);
    }

    /** What a key of this configuration is for; empty where nothing is known of it. */
    public static String of(ConnectorFile file, String key) {
        return BUNDLED.text(file, key);
    }

    private String text(ConnectorFile file, String key) {
        Map<String, String> own = plugins.getOrDefault(file.type(), Map.of());
        Matcher anew = ANEW.matcher(key);
        String text = own.getOrDefault(key, "");
        if (text.isEmpty() && anew.matches()) {
            text = own.getOrDefault(anew.group(1), "");
        }
        if (text.isEmpty()) {
            text = ofAPart(file, key);
        }
        return text.isEmpty() ? ofTheWorker(key) : text;
    }

    private String ofAPart(ConnectorFile file, String key) {
        Matcher part = OF_A_PART.matcher(key);
        if (!part.matches()) {
            return "";
        }
        String type = file.setting(part.group(1) + "type").orElse("");
        String kind = key.substring(0, key.indexOf('.'));
        return plugins.getOrDefault(type, Map.of())
                .getOrDefault(part.group(2), worker.getProperty(kind + ".*." + part.group(2), ""));
    }

    private String ofTheWorker(String key) {
        for (Map.Entry<String, ConfigDef> client : CLIENTS.entrySet()) {
            if (key.startsWith(client.getKey())) {
                ConfigDef.ConfigKey option = client.getValue()
                        .configKeys()
                        .get(key.substring(client.getKey().length()));
                // Kafka writes them for its web pages.
                return option == null || option.documentation == null
                        ? ""
                        : option.documentation
                                .replaceAll("<[^>]+>", " ")
                                .replaceAll("\\s+", " ")
                                .strip();
            }
        }
        Matcher group = OF_A_GROUP.matcher(key);
        String general = group.matches() ? worker.getProperty("topic.creation.*." + group.group(1), "") : "";
        return worker.getProperty(key, general);
    }
}
