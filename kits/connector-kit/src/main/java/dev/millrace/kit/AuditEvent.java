package dev.millrace.kit;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * One step in the life of a unit of work, for the audit topic: who did what to what, when, and how it ended. Holds
 * coordinates, counts and hashes, never payload.
 *
 * @param step what happened
 * @param time when, by the worker's clock
 * @param actor who did it
 * @param subject what it happened to
 * @param outcome how it ended
 * @param counts what was found in it
 */
public record AuditEvent(Step step, Instant time, Actor actor, Subject subject, Outcome outcome, Counts counts) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String ALGORITHM = "SHA-256";

    /** The hash is one of the bytes as they came. */
    private static final String CANONICALISATION = "raw";

    /** The steps that a file goes through. */
    public enum Step {
        SEEN("RECEIVE"),
        STARTED("RECEIVE"),
        COMPLETED("RECEIVE"),
        ARCHIVED("ARCHIVE"),
        QUARANTINED("REJECT"),
        DUPLICATE("REJECT"),
        CHANGED("RECEIVE"),
        VANISHED("RECEIVE"),
        FORGOTTEN("ARCHIVE"),
        SEQUENCE_GAP("RECEIVE"),
        /** Something in it that a person should know; the detail is its code. */
        NOTICED("RECEIVE"),
        /** An answer for its sender was written; the detail is where. */
        ACKNOWLEDGED("DELIVER"),
        /** A record that its receiver has; of sinks. */
        DELIVERED("DELIVER"),
        /** A record that its receiver refused and the dead letter queue has; of sinks. */
        SET_ASIDE("REJECT");

        private final String action;

        Step(String action) {
            this.action = action;
        }

        /** How the step ends unless more is known. */
        Result result() {
            return switch (this) {
                case SEEN, STARTED, COMPLETED, ARCHIVED, FORGOTTEN, NOTICED, ACKNOWLEDGED, DELIVERED -> Result.SUCCESS;
                case DUPLICATE -> Result.IGNORED;
                case QUARANTINED, CHANGED, VANISHED, SEQUENCE_GAP, SET_ASIDE -> Result.FAILURE;
            };
        }

        /** Whether a source can be asked to tell of it. */
        boolean isOfSources() {
            return this != DELIVERED && this != SET_ASIDE;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a step ends. */
    public enum Result {
        SUCCESS,
        FAILURE,
        IGNORED
    }

    /**
     * Who acts.
     *
     * @param task from 0
     * @param worker the process and its host, such as {@code 4711@worker-1}
     * @param configHash {@link ConfigHash} of the connector's configuration
     */
    public record Actor(String connector, int task, String worker, String configHash) {

        /** A task in this process. */
        public static Actor here(String connector, int task, AbstractConfig config) {
            return new Actor(
                    connector, task, ManagementFactory.getRuntimeMXBean().getName(), ConfigHash.of(config));
        }
    }

    /**
     * What is acted on.
     *
     * @param name a store and a path, such as {@code sftp://host:22/inbound/orders.csv}
     * @param identity what tells it from another of the same name
     * @param size of the raw bytes
     * @param sha256 of the raw bytes, in lower-case hexadecimal digits
     */
    public record Subject(String name, String identity, OptionalLong size, Optional<String> sha256) {
        public Subject {
            requireCount(size);
            if (sha256.filter(digest -> !SHA256.matcher(digest).matches()).isPresent()) {
                throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal digits: " + sha256.get());
            }
        }
    }

    /**
     * How it ended.
     *
     * @param reason the code of why or how, such as {@code renamed} or {@code target-exists}
     * @param detail where it is now, as a path
     */
    public record Outcome(Result result, Optional<String> reason, Optional<String> detail) {
        /** As the step ends by itself. */
        public static Outcome of(Step step, Optional<String> reason, Optional<String> detail) {
            return new Outcome(step.result(), reason, detail);
        }
    }

    /**
     * What was found.
     *
     * @param records how many records were read, malformed ones not counted
     * @param malformed how many records could not be read
     * @param durationMillis how long it took
     * @param skipped where records stand that were left out, as many as are listed; {@code malformed} counts them all
     */
    public record Counts(
            OptionalLong records, OptionalLong malformed, OptionalLong durationMillis, List<Skipped> skipped) {
        public static final Counts NONE =
                new Counts(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), List.of());

        public Counts {
            requireCount(records);
            requireCount(malformed);
            requireCount(durationMillis);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * A record that could not be read and was left out.
     *
     * @param record how many records lie before it
     * @param offset of its first byte
     * @param line its first line, from 1
     * @param code why it could not be read
     */
    public record Skipped(long record, long offset, long line, String code) {}

    private static final Schema SKIPPED = SchemaBuilder.struct()
            .name("millrace.SkippedRecord")
            .version(1)
            .field("record", Schema.INT64_SCHEMA)
            .field("offset", Schema.INT64_SCHEMA)
            .field("line", Schema.INT64_SCHEMA)
            .field("code", Schema.STRING_SCHEMA)
            .build();

    /** The event without its place in a chain. */
    private static final Schema BODY = body().build();

    public static final Schema SCHEMA = body().field("chainId", Schema.STRING_SCHEMA)
            .field("seq", Schema.INT64_SCHEMA)
            .field("prevHash", Schema.STRING_SCHEMA)
            .build();

    private static SchemaBuilder body() {
        return SchemaBuilder.struct()
                .name("millrace.AuditEvent")
                .version(2)
                .field("id", Schema.STRING_SCHEMA)
                .field("time", Timestamp.SCHEMA)
                .field("step", Schema.STRING_SCHEMA)
                .field("action", Schema.STRING_SCHEMA)
                .field("connector", Schema.STRING_SCHEMA)
                .field("task", Schema.INT32_SCHEMA)
                .field("worker", Schema.STRING_SCHEMA)
                .field("configHash", Schema.STRING_SCHEMA)
                .field("subject", Schema.STRING_SCHEMA)
                .field("outcome", Schema.STRING_SCHEMA)
                .field("reason", Schema.OPTIONAL_STRING_SCHEMA)
                .field("detail", Schema.OPTIONAL_STRING_SCHEMA)
                .field("size", Schema.OPTIONAL_INT64_SCHEMA)
                .field("records", Schema.OPTIONAL_INT64_SCHEMA)
                .field("malformed", Schema.OPTIONAL_INT64_SCHEMA)
                .field("durationMs", Schema.OPTIONAL_INT64_SCHEMA)
                .field("payloadHash", Schema.OPTIONAL_STRING_SCHEMA)
                .field("payloadHashAlgorithm", Schema.OPTIONAL_STRING_SCHEMA)
                .field("payloadCanonicalisation", Schema.OPTIONAL_STRING_SCHEMA)
                .field("skipped", SchemaBuilder.array(SKIPPED).optional().build());
    }

    /** The event by {@link #SCHEMA}; names in lower case, the time cut to milliseconds. */
    public Struct toStruct(AuditChain.Link link) {
        Struct struct = new Struct(SCHEMA);
        Struct body = bodyOf(link.chainId());
        for (Field field : BODY.fields()) {
            struct.put(field.name(), body.get(field));
        }
        return struct.put("chainId", link.chainId()).put("seq", link.seq()).put("prevHash", link.prevHash());
    }

    /**
     * What is hashed of the event: its fields in the order of {@link #SCHEMA} but without {@code chainId}, {@code seq} and
     * {@code prevHash}, as JSON without white space, absent ones as null and the time in ISO 8601.
     */
    public String canonical(String chainId) {
        return ConnectJson.text(BODY, bodyOf(chainId));
    }

    private Struct bodyOf(String chainId) {
        Struct struct = new Struct(BODY)
                .put("id", id(chainId))
                .put("time", Date.from(time))
                .put("step", step.toString())
                .put("action", step.action)
                .put("connector", actor.connector())
                .put("task", actor.task())
                .put("worker", actor.worker())
                .put("configHash", actor.configHash())
                .put("subject", subject.name())
                .put("outcome", outcome.result().name().toLowerCase(Locale.ROOT));
        outcome.reason().ifPresent(value -> struct.put("reason", value));
        outcome.detail().ifPresent(value -> struct.put("detail", value));
        subject.size().ifPresent(value -> struct.put("size", value));
        counts.records().ifPresent(value -> struct.put("records", value));
        counts.malformed().ifPresent(value -> struct.put("malformed", value));
        counts.durationMillis().ifPresent(value -> struct.put("durationMs", value));
        subject.sha256()
                .ifPresent(value -> struct.put("payloadHash", value)
                        .put("payloadHashAlgorithm", ALGORITHM)
                        .put("payloadCanonicalisation", CANONICALISATION));
        if (!counts.skipped().isEmpty()) {
            struct.put(
                    "skipped", counts.skipped().stream().map(AuditEvent::struct).toList());
        }
        return struct;
    }

    /** The same for the same step of the same subject in the same chain, so that a repetition shows as one. */
    private String id(String chainId) {
        String about = String.join("\n", chainId, actor.connector(), subject.name(), subject.identity(), step.name());
        return Sha256.hex(about.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private static Struct struct(Skipped skipped) {
        return new Struct(SKIPPED)
                .put("record", skipped.record())
                .put("offset", skipped.offset())
                .put("line", skipped.line())
                .put("code", skipped.code());
    }

    private static void requireCount(OptionalLong count) {
        if (count.orElse(0) < 0) {
            throw new IllegalArgumentException("not a count: " + count.getAsLong());
        }
    }
}
