package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The names of the headers that tell why a record is set aside, as one of those who write them has them.
 *
 * @param writer who writes them
 * @param prefixes how all of its headers begin; what begins so is taken off a record that is sent again
 * @param names by what they tell
 */
record HeaderNames(String writer, List<String> prefixes, Map<Part, List<String>> names) {

    /** What a header may tell. */
    enum Part {
        TOPIC,
        PARTITION,
        OFFSET,
        CONNECTOR,
        TASK,
        STAGE,
        CLASS,
        EXCEPTION,
        MESSAGE
    }

    /** The writer of what our own sources set aside. */
    static final String OURS = "millrace";

    private static final String CONNECT = "__connect.errors.";
    private static final String SPRING = "kafka_dlt-";
    private static final String RULE = "__rule.";

    /** DeadLetterQueueReporter of Kafka Connect; DeadLetterPublishingRecoverer of Spring; DlqAction of Confluent's rules; our own. */
    private static final List<HeaderNames> KNOWN = List.of(
            new HeaderNames(
                    "connect",
                    List.of(CONNECT),
                    names(
                            CONNECT + "topic",
                            CONNECT + "partition",
                            CONNECT + "offset",
                            CONNECT + "connector.name",
                            CONNECT + "task.id",
                            CONNECT + "stage",
                            CONNECT + "class.name",
                            CONNECT + "exception.class.name",
                            CONNECT + "exception.message")),
            new HeaderNames(
                    "spring",
                    List.of(SPRING),
                    names(
                            SPRING + "original-topic",
                            SPRING + "original-partition",
                            SPRING + "original-offset",
                            SPRING + "original-consumer-group",
                            "",
                            "",
                            "",
                            SPRING + "exception-cause-fqcn," + SPRING + "exception-fqcn",
                            SPRING + "exception-message")),
            new HeaderNames(
                    "confluent",
                    List.of(RULE),
                    names(
                            RULE + "topic",
                            "",
                            "",
                            RULE + "subject",
                            "",
                            RULE + "mode",
                            RULE + "name",
                            "",
                            RULE + "exception")),
            new HeaderNames(
                    OURS,
                    List.of(
                            "millrace.error.",
                            "millrace.kind",
                            "millrace.code",
                            "millrace.source",
                            "millrace.record",
                            "millrace.offset",
                            "millrace.line",
                            "millrace.length",
                            "millrace.cut",
                            "millrace.entry"),
                    names(
                            "millrace.error.topic",
                            "",
                            "",
                            "millrace.source",
                            "",
                            "millrace.kind",
                            "millrace.error.transform",
                            "millrace.error.code,millrace.code",
                            "millrace.error.path")));

    HeaderNames {
        prefixes = List.copyOf(prefixes);
        names = Map.copyOf(names);
    }

    private static Map<Part, List<String>> names(String... inOrder) {
        Map<Part, List<String>> names = new EnumMap<>(Part.class);
        int next = 0;
        for (Part part : Part.values()) {
            names.put(
                    part,
                    Stream.of(inOrder[next].split(",", -1))
                            .map(String::trim)
                            .filter(name -> !name.isEmpty())
                            .toList());
            next++;
        }
        return names;
    }

    /** All that are known, in the order in which they are looked for. */
    static List<HeaderNames> known() {
        return KNOWN;
    }

    /**
     * The names that an option asks for.
     *
     * @param asked auto, one of the known writers, or a properties file with topic, partition, offset, connector, task,
     *     stage, class, exception, message and prefix
     */
    static List<HeaderNames> of(String asked) {
        if (asked.equals("auto")) {
            return KNOWN;
        }
        Optional<HeaderNames> known =
                KNOWN.stream().filter(names -> names.writer().equals(asked)).findFirst();
        return List.of(known.orElseGet(() -> read(Path.of(asked))));
    }

    private static HeaderNames read(Path file) {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "--headers is auto, connect, spring, confluent, millrace or a properties file; " + file
                            + " can't be read",
                    e);
        }
        String prefix = properties.getProperty("prefix", "").trim();
        if (prefix.isEmpty()) {
            throw CommandFailure.usage(
                    file + " has no prefix: it says which headers are taken off a record that is sent" + " again");
        }
        String[] inOrder = Stream.of(Part.values())
                .map(part -> properties.getProperty(part.name().toLowerCase(Locale.ROOT), ""))
                .toArray(String[]::new);
        return new HeaderNames(file.toString(), List.of(prefix.split("\\s*,\\s*", -1)), names(inOrder));
    }

    /** Whether a record's headers are of this writer. */
    boolean wrote(Headers headers) {
        for (Header header : headers) {
            if (owns(header.key())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the header is one of this writer. */
    boolean owns(String header) {
        for (String prefix : prefixes) {
            if (header.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** What the headers tell; of several of one name, the last. */
    Map<Part, byte[]> told(Headers headers) {
        Map<Part, byte[]> told = new EnumMap<>(Part.class);
        names.forEach((part, best) -> {
            for (String name : best) {
                Header last = headers.lastHeader(name);
                if (last != null && last.value() != null) {
                    told.put(part, last.value());
                    break;
                }
            }
        });
        return told;
    }
}
