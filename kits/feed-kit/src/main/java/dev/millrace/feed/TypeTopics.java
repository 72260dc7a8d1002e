package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Topics of their own for some types of records, for formats that tell types apart. Immutable, for any thread.
 *
 * @param topics by the names of types, in capitals
 */
public record TypeTopics(Map<String, String> topics) {

    /** The header in which formats name a record's type. */
    public static final String TYPE = "millrace.record.type";

    private static final String TOPICS = "topic.by.record.type";

    public TypeTopics {
        topics = Map.copyOf(topics);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Topics by record type")
                .list(
                        TOPICS,
                        "",
                        "Topics for records of some types, as type=topic: HEADER=batches, DETAIL=payments. All other records go"
                                + " to the topic of the feed. Set it when the types of a copybook, layout or fixed-width"
                                + " file have different receivers; an example: COMPANY=companies.");
    }

    public static TypeTopics from(AbstractConfig config) {
        Map<String, String> topics = new HashMap<>();
        for (String pair : config.getList(TOPICS)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                topics.put(
                        key(pair.substring(0, equals)),
                        pair.substring(equals + 1).strip());
            }
        }
        return new TypeTopics(topics);
    }

    /** Reports pairs that are none. */
    public static void validate(AbstractConfig config, Problems problems) {
        List<String> seen = new ArrayList<>();
        for (String pair : config.getList(TOPICS)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                problems.report(TOPICS, "must be pairs of a type and a topic, such as HEADER=batches, DETAIL=payments");
                return;
            }
            String type = key(pair.substring(0, equals));
            if (seen.contains(type)) {
                problems.report(TOPICS, "names the type " + type + " twice");
                return;
            }
            seen.add(type);
        }
    }

    /** Where a record goes: by the type in its headers, or to the topic of all others. */
    public String topic(String others, @Nullable Headers headers) {
        if (topics.isEmpty() || headers == null) {
            return others;
        }
        Header type = headers.lastWithName(TYPE);
        return type == null ? others : topics.getOrDefault(key(String.valueOf(type.value())), others);
    }

    private static String key(String type) {
        return type.strip().toUpperCase(Locale.ROOT);
    }
}
