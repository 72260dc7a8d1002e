package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The words of each answer.
 *
 * @param marksDuplicates whether an event that Kafka had before is answered with {@code X-Duplicate: true}
 * @param tellsPlace whether an answer names topic, partition and offset
 */
record AnswerSettings(Map<AnswerKind, Words> words, boolean marksDuplicates, boolean tellsPlace) {

    static final String DUPLICATE_HEADER = "answer.duplicate.header";
    static final String PLACE_HEADERS = "answer.place.headers";
    static final String REQUEST_ID = "request.id";
    static final String REASON = "reason";
    private static final List<String> PLACES = List.of(REQUEST_ID, REASON);

    /** What one kind of answer says, where the settings say it. */
    record Words(Optional<Integer> status, Optional<Template> body, String contentType) {}

    AnswerSettings {
        words = Map.copyOf(words);
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Answers");
        for (AnswerKind kind : AnswerKind.values()) {
            group.add(
                            kind.prefix() + "status",
                            ConfigDef.Type.INT,
                            kind.status() == 0 ? null : kind.status(),
                            new WithinOrAbsent(kind.least(), kind.most()),
                            ConfigDef.Importance.LOW,
                            "The status of the answer to " + kind.meaning()
                                    + ". Change it for a sender that wants another one; 410 is never answered, for"
                                    + " senders stop at it.")
                    .text(
                            kind.prefix() + "body",
                            null,
                            "The body of the answer to " + kind.meaning()
                                    + "; {request.id} and {reason} are filled in. Set it for a sender that reads it, such"
                                    + " as [accepted].")
                    .text(
                            kind.prefix() + "content.type",
                            "text/plain",
                            "The media type of " + kind.prefix()
                                    + "body. Change it to application/json for a JSON text.");
        }
        group.flag(
                        DUPLICATE_HEADER,
                        false,
                        "Whether the answer to an event that Kafka had before carries X-Duplicate: true. Turn it on while"
                                + " you look for the reason of repetitions.")
                .flag(
                        PLACE_HEADERS,
                        false,
                        "Whether an answer names the topic, partition and offset of the event's first record in"
                                + " X-Kafka-Topic, X-Kafka-Partition and X-Kafka-Offset. Turn it on for senders of your"
                                + " own.");
    }

    static AnswerSettings from(AbstractConfig config) {
        Map<AnswerKind, Words> words = new EnumMap<>(AnswerKind.class);
        for (AnswerKind kind : AnswerKind.values()) {
            words.put(
                    kind,
                    new Words(
                            Optional.ofNullable(config.getInt(kind.prefix() + "status")),
                            Optional.ofNullable(config.getString(kind.prefix() + "body"))
                                    .map(Template::parse),
                            config.getString(kind.prefix() + "content.type")));
        }
        return new AnswerSettings(words, config.getBoolean(DUPLICATE_HEADER), config.getBoolean(PLACE_HEADERS));
    }

    static void validate(AbstractConfig config, Problems problems) {
        for (AnswerKind kind : AnswerKind.values()) {
            String body = config.getString(kind.prefix() + "body");
            if (body != null) {
                Template.validate(kind.prefix() + "body", body, PLACES, problems);
            }
            String contentType = config.getString(kind.prefix() + "content.type");
            if (!contentType.matches("[!-~]+/[ -~]+")) {
                problems.report(kind.prefix() + "content.type", "is no media type such as application/json");
            }
        }
    }

    Words of(AnswerKind kind) {
        return words.getOrDefault(kind, new Words(Optional.empty(), Optional.empty(), "text/plain"));
    }
}
